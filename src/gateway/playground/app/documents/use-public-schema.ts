import type { GraphQLSchema } from 'graphql';
import { useEffect, useState } from 'react';

let loaded: GraphQLSchema | null = null;

/** The public schema, which comes after the page; null until then. */
export function usePublicSchema(): GraphQLSchema | null {
  const [schema, setSchema] = useState(loaded);
  useEffect(() => {
    void loadPublicSchema().then(setSchema);
  }, []);
  return schema;
}

export async function loadPublicSchema(): Promise<GraphQLSchema> {
  loaded ??= (await import('./public-schema.ts')).publicSchema;
  return loaded;
}

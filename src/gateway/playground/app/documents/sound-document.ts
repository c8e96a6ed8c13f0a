import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { MAX_TOKENS } from '../../../limits/limits.ts';

export interface SoundDocument {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** A text that the server would execute; null while it is not one yet. What is wrong with it, the editor marks. */
export function readSoundDocument(
  schema: GraphQLSchema,
  text: string,
  operationName: string | null | undefined,
): SoundDocument | null {
  const document = parsed(text);
  const operation = document && getOperationAST(document, operationName);
  if (!operation || validate(schema, document).length > 0) return null;
  return { schema, document, operation };
}

function parsed(text: string): DocumentNode | null {
  try {
    return parse(text, { maxTokens: MAX_TOKENS });
  } catch {
    return null;
  }
}

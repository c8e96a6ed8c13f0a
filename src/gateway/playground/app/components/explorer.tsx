import { GraphiQL } from 'graphiql';
import { useEffect, useState } from 'react';
import { examples } from '../examples.ts';
import { createFetcher } from '../fetcher.ts';

/** GraphiQL: it fetches the schema when it appears, which is after the sign-in. */
export function Explorer() {
  const [{ fetcher, close }] = useState(createFetcher);
  useEffect(() => close, [close]);
  return (
    <GraphiQL fetcher={fetcher} defaultTabs={examples} shouldPersistHeaders={false}>
      {/* The bar names the product already. */}
      <GraphiQL.Logo>{null}</GraphiQL.Logo>
    </GraphiQL>
  );
}

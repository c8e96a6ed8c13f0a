import { GraphiQL } from 'graphiql';
import { useEffect, useState } from 'react';
import { examples } from '../examples.ts';
import { createFetcher } from '../fetcher.ts';

/** GraphiQL: it fetches the schema when it appears, which is after the sign-in. */
export function Explorer() {
  const [isTrustedOnly, setTrustedOnly] = useState(false);
  const [{ fetcher, close }] = useState(() => createFetcher(() => setTrustedOnly(true)));
  useEffect(() => close, [close]);
  return (
    <>
      {isTrustedOnly && (
        <p className="notice" role="status">
          This server runs trusted documents only: what is written here, it refuses. Imports work as always.
        </p>
      )}
      <GraphiQL fetcher={fetcher} defaultTabs={examples} shouldPersistHeaders={false}>
        {/* The bar names the product already. */}
        <GraphiQL.Logo>{null}</GraphiQL.Logo>
      </GraphiQL>
    </>
  );
}

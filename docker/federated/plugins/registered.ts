import type { GatewayContext } from '@graphql-hive/gateway';
import type { FindRegistered } from '../../../dist/src/gateway/edge/edge.js';
import type { toSubgraphs } from './headers.ts';

export type Registered = (
  asked: { name: string | null },
  request: Request,
  context: GatewayContext,
) => ReturnType<FindRegistered>;

const DOCUMENT = 'query ($name: String!) { document(name: $name) { documentId body } }';
const PREFIX = 'sha256:';

/** A tenant's documents are found by their names, by whoever asks; by an id alone the subgraph answers none. */
export const registeredIn =
  (reportingUrl: string, headersOf: ReturnType<typeof toSubgraphs>): Registered =>
  async ({ name }: { name: string | null }, request, context) => {
    if (name === null) return null;
    const response = await fetch(reportingUrl, {
      method: 'POST',
      headers: { ...headersOf({ request, context }), 'content-type': 'application/json' },
      body: JSON.stringify({ query: DOCUMENT, variables: { name } }),
    });
    const { data } = (await response.json()) as {
      data?: { document: { documentId: string; body: string } | null } | null;
    };
    if (!data?.document) return null;
    const { documentId, body } = data.document;
    return { id: documentId.slice(PREFIX.length), body };
  };

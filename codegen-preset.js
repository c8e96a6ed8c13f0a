import { readFileSync } from 'node:fs';
import { preset as client } from '@graphql-codegen/client-preset';
import { parse, print } from 'graphql';

/**
 * The client preset, whose typed documents carry the ids of schema/persisted-documents.json as `__meta__.hash`. Its own
 * persisted documents would sort fields before they hash: ids that no server knows, and tables whose columns are in
 * another order than they were asked for.
 */
export const preset = {
  ...client,
  buildGeneratesSection: (options) =>
    client.buildGeneratesSection({
      ...options,
      presetConfig: { ...options.presetConfig, onExecutableDocumentNode },
    }),
};

const { operations } = JSON.parse(readFileSync('schema/persisted-documents.json', 'utf8'));

/** As GraphQL over HTTP writes the id of a document (appendix A). Throws where the manifest has another text of it. */
function onExecutableDocumentNode(document) {
  const definitions = definitionsOf(document);
  const known = operations.find(({ body }) => definitionsOf(parse(body)) === definitions);
  if (!known) throw new Error('schema/persisted-documents.json is of other documents. Run: npm run schema');
  return { hash: `sha256:${known.id}` };
}

/** The preset puts fragments in an order of its own. */
const definitionsOf = (document) => document.definitions.map(print).sort().join('\n');

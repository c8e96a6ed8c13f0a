import {
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import manifest from '../../../schema/persisted-documents.json' with { type: 'json' };
import { type AskedDocument, type DocumentFields, readAskedDocument } from '../documents/asked-document.ts';
import { type DocumentMode, refusalOf } from '../documents/document-policy.ts';
import { readManifest } from '../documents/own-documents.ts';
import { planOf } from '../limits/document-plan.ts';
import { shownErrors } from '../shown-errors.ts';
import { type AdmittedDocument, admitDocument } from './admit-document.ts';
import { edgeSchema } from './edge-schema.ts';
import { type Answer, shownAnswer } from './shown-answer.ts';
import { type Transport, transportRefusal } from './transports.ts';

/** What a client says it wants executed; nothing of it is believed yet. */
export interface EdgeRequest extends DocumentFields {
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
}

/** What may go on to the router; `query` is the text that was sent or called. */
export interface Admitted extends AdmittedDocument {
  query: string;
  isTrusted: boolean;
  /** Where no subgraph has to be asked. */
  answer: ExecutionResult | null;
}

export interface Refused {
  errors: GraphQLFormattedError[];
  /** Where the errors alone do not tell. */
  http?: { status: number; headers: Record<string, string> } | undefined;
}

/** A document of a tenant's, by its id or name; null where whoever asks has none. */
export type FindRegistered = (asked: AskedDocument) => Promise<{ id: string; body: string } | null>;

/**
 * What a request meets before a router splits it: the limits, the trusted documents and the words that the one process
 * has, without its database. Who asks, and what they may, is for the subgraphs to say.
 */
export interface Edge {
  admit(request: EdgeRequest, transport: Transport, find: FindRegistered): Promise<Admitted | Refused>;
  /** An answer in the words and with the places that clients know, whichever subgraph its errors come from. */
  shown(answer: Answer, admitted: Admitted, requestId: string): Answer;
}

export async function openEdge(mode: DocumentMode, supergraphSdl: string): Promise<Edge> {
  const schema = await edgeSchema(supergraphSdl);
  const own = readManifest(manifest);
  return {
    async admit(request, transport, findRegistered) {
      try {
        const asked = readAskedDocument(request);
        const known = asked.name === null ? own.byId(asked.id ?? '') : own.byName(asked.name);
        const found = known ?? (asked.isCalled ? await findRegistered(asked) : null);
        const refusal = refusalOf(asked, found && { ...UNNAMED, ...found }, mode);
        if (refusal) throw refusal;
        if (!found && asked.text === null && asked.isAutomatic) throw notRemembered();
        const query = found?.body ?? asked.text ?? '';
        const isTrusted = found !== null;
        const document = admitDocument(schema, { ...request, query, isTrusted }, transport);
        const answer = transportRefusal(document, transport) ?? ownAnswer(schema, document, request);
        return { query, isTrusted, answer, ...document };
      } catch (fault) {
        const errors = fault instanceof AggregateError ? fault.errors : [fault];
        const { http } = (errors[0]?.extensions ?? {}) as Pick<Refused, 'http'>;
        return { errors: shownErrors(errors).map(withoutHttp), http };
      }
    },
    shown: shownAnswer,
  };
}

const UNNAMED = { name: '', version: 1, lists: [] };

/** Clients that hear this send the text with its hash; the edge remembers none. */
const notRemembered = () =>
  new GraphQLError('PersistedQueryNotFound', {
    extensions: {
      code: 'PERSISTED_QUERY_NOT_FOUND',
      http: { status: 200, headers: { 'cache-control': 'private, no-cache, must-revalidate' } },
    },
  });

function withoutHttp(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...shown } = error.toJSON();
  const { http: _, ...others } = extensions ?? {};
  return { ...shown, extensions: others };
}

/** The schema is told in the edge's own order, which is that of the one process. */
function ownAnswer(
  schema: GraphQLSchema,
  { document, operation }: AdmittedDocument,
  { variables, operationName }: EdgeRequest,
): ExecutionResult | null {
  if (!planOf(schema, document, operationName)?.readsSchema) return null;
  const isSchemaAlone = operation.selectionSet.selections.every(
    (node) => node.kind === 'Field' && node.name.value.startsWith('__'),
  );
  return isSchemaAlone
    ? (execute({ schema, document, operationName, variableValues: variables }) as ExecutionResult)
    : null;
}

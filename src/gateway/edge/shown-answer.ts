import {
  type ExecutionResult,
  type FieldNode,
  type GraphQLError,
  type GraphQLFormattedError,
  getLocation,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { log } from '../../platform/log.ts';
import { formatError } from '../format-error.ts';
import { fragmentsOf } from '../limits/fragments.ts';
import { ShownError } from '../shown-errors.ts';
import type { AdmittedDocument } from './admit-document.ts';

/** As a client reads it. */
export interface Answer extends Omit<ExecutionResult, 'errors'> {
  errors?: readonly (GraphQLError | GraphQLFormattedError)[];
}

/** Errors that two subgraphs tell are one to a client. */
export function shownAnswer(
  { errors, ...answer }: Answer,
  admitted: AdmittedDocument,
  requestId: string,
): Answer {
  if (!errors) return answer;
  const shown = errors.map((error) => withPlaces(shownError(error, requestId), admitted));
  const different = new Map(shown.map((error) => [JSON.stringify(error), error]));
  return { errors: [...different.values()].map((error) => new ShownError(error)), ...answer };
}

/** It may come of the router's own copy of the library, and is then no instance of ours. */
function shownError(error: GraphQLError | GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  const formatted = 'toJSON' in error ? error.toJSON() : error;
  const shown = formatError(formatted, error);
  if (shown.extensions?.code !== 'INTERNAL_SERVER_ERROR') return shown;
  // The subgraph has written it to its log; what failed here is written here.
  if (formatted.extensions?.requestId) return { ...shown, extensions: formatted.extensions };
  log.error({ requestId, err: (error as GraphQLError).originalError ?? error }, 'internal error');
  return { ...shown, extensions: { ...shown.extensions, requestId } };
}

/**
 * Says where in the client's document the field of an error stands. What a subgraph says of it is a place in the text
 * that the router has written.
 */
function withPlaces(
  error: GraphQLFormattedError,
  { document, operation }: AdmittedDocument,
): GraphQLFormattedError {
  const { message, path, extensions } = error;
  if (!path) return { message, ...(extensions && { extensions }) };
  const fragments = fragmentsOf(document);
  const keys = path.filter((key) => typeof key === 'string');
  let nodes: Pick<FieldNode, 'selectionSet' | 'loc'>[] = [operation];
  for (const key of keys) {
    nodes = nodes.flatMap(({ selectionSet }) => fieldsCalled(key, selectionSet, fragments));
  }
  const locations = nodes.flatMap(({ loc }) => (loc ? [getLocation(loc.source, loc.start)] : []));
  return { message, locations, path, ...(extensions && { extensions }) };
}

function fieldsCalled(
  key: string,
  selectionSet: SelectionSetNode | undefined,
  fragments: ReturnType<typeof fragmentsOf>,
): FieldNode[] {
  return (selectionSet?.selections ?? []).flatMap((node) => {
    if (node.kind === Kind.FIELD) return (node.alias ?? node.name).value === key ? [node] : [];
    const target = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    return fieldsCalled(key, target?.selectionSet, fragments);
  });
}

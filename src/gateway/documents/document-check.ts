import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import type { DocumentCheck } from '../../platform/documents/document-check.ts';
import { badUserInput, type Issue } from '../../platform/errors.ts';
import { checkLimits } from '../limits/check-limits.ts';
import { MAX_TOKENS } from '../limits/limits.ts';
import { leadsToList } from './leads-to-list.ts';
import type { OwnDocuments } from './own-documents.ts';

/**
 * What may be trusted: one query or subscription that is valid in the public schema, within the limits, under a name of
 * its own.
 */
export const documentCheck =
  (schema: GraphQLSchema, own: OwnDocuments): DocumentCheck =>
  ({ name, body, lists }) => {
    const nameIssues = own.byName(name)
      ? [issueAt(['name'], 'A document of riskgraph itself has this name.')]
      : [];
    try {
      const document = parse(body, { maxTokens: MAX_TOKENS });
      const operation = soundOperation(schema, document);
      return [...nameIssues, ...listIssues(schema, document, operation, lists)];
    } catch (error) {
      const faults = error instanceof AggregateError ? error.errors : [error];
      return [...nameIssues, ...faults.map((fault) => issueAt(['body'], wordsOf(fault)))];
    }
  };

const issueAt = (path: Issue['path'], message: string): Issue => ({ path, message });

/** The one operation of a document. Throws what is wrong with it, or an AggregateError of that. */
function soundOperation(schema: GraphQLSchema, document: DocumentNode): OperationDefinitionNode {
  const operations = document.definitions.filter(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  const [operation] = operations;
  if (!operation || operation.operation === 'mutation' || operations.length > 1)
    throw badUserInput([issueAt([], 'It has to be one query or subscription, and nothing else.')]);
  const faults = validate(schema, document);
  if (faults.length > 0) throw new AggregateError(faults);
  checkLimits({ schema, document, isPersisted: true });
  return operation;
}

const listIssues = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  lists: string[],
): Issue[] =>
  lists.flatMap((list, index) =>
    leadsToList(schema, document, operation, list.split('.'))
      ? []
      : issueAt(['lists', index], 'There is no list of objects at this place of the answer.'),
  );

function wordsOf(fault: unknown): string {
  if (!(fault instanceof GraphQLError)) throw fault;
  const [place] = fault.locations ?? [];
  return place ? `${fault.message} (line ${place.line}, column ${place.column})` : fault.message;
}

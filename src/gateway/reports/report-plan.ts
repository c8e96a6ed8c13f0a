import { type GraphQLSchema, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { TrustedDocument } from '../../platform/documents/trusted-document.ts';
import { badUserInput } from '../../platform/errors.ts';
import { expandOperation } from '../documents/expand-operation.ts';
import { listsOf, type ReportList } from './document/report-lists.ts';

/** What a report's document holds, whoever asks for it with whatever variables. */
export interface ReportPlan {
  document: TrustedDocument;
  /** Without named fragments. */
  operation: OperationDefinitionNode;
  /** Its tables; none where the whole answer is one row. */
  lists: ReportList[];
}

const MAX_PLANS = 200;

/** Plans reports, each document once. Throws BAD_USER_INPUT for a document that is no query. */
export function reportPlanner(schema: GraphQLSchema): (document: TrustedDocument) => ReportPlan {
  const plans = new LRUCache<string, ReportPlan>({ max: MAX_PLANS });
  return (document) => {
    // The same text may be registered under several names, with other lists.
    const key = JSON.stringify([document.id, document.name, document.version, document.lists]);
    const plan = plans.get(key) ?? makePlan(schema, document);
    plans.set(key, plan);
    return plan;
  };
}

function makePlan(schema: GraphQLSchema, document: TrustedDocument): ReportPlan {
  const parsed = parse(document.body);
  const operation = getOperationAST(parsed);
  if (operation?.operation !== 'query')
    throw badUserInput([{ path: [], message: 'Only a query can be a report.' }]);
  const expanded = expandOperation(parsed, operation);
  return { document, operation: expanded, lists: listsOf(schema, expanded, document.lists) };
}

import type { DocumentNode, GraphQLSchema } from 'graphql';
import { badUserInput, GraphError } from '../../platform/errors.ts';
import { argumentFaults } from './argument-faults.ts';
import type { Variables } from './argument-plan.ts';
import { estimateCost } from './cost-estimate.ts';
import { type DocumentPlan, planOf } from './document-plan.ts';
import { MAX_COST, MAX_ISSUES } from './limits.ts';
import { variableFaults } from './value-faults.ts';

/** A valid document with its variables as they came. */
export interface CheckedRequest {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
  /** Somebody has weighed the document: its pages may be longer. */
  isPersisted?: boolean | undefined;
}

/** As an answer shows it in `extensions.cost`. */
export interface CostEstimate {
  estimate: number;
  limit: number;
}

/**
 * Refuses what is too much before anything is executed, without asking anybody: GRAPHQL_VALIDATION_FAILED for the
 * document, BAD_USER_INPUT with all issues for values, COST_EXCEEDED. What depends on the document alone is worked
 * out once for as long as the document is kept. The playground's page has this code as well: it needs nothing but `graphql`.
 */
export function weighRequest(request: CheckedRequest): CostEstimate {
  const { schema, document, operationName, isPersisted = false } = request;
  const plan = planOf(schema, document, operationName);
  if (!plan) return { estimate: 0, limit: MAX_COST };
  if (plan.faults.length > 0) throw new GraphError('GRAPHQL_VALIDATION_FAILED', plan.faults.join(' '));
  const variables = variablesOf(plan, request);
  const issues = [
    ...plan.issues,
    ...variableFaults(request.variables ?? {}),
    ...argumentFaults(plan.bounded, variables, isPersisted),
  ];
  if (issues.length > 0) throw badUserInput(issues.slice(0, MAX_ISSUES));
  return affordable(estimateCost(schema, plan.selection, variables));
}

/** What a request of a router's costs, whose document nobody has written. Throws COST_EXCEEDED. */
export function weighCost(request: CheckedRequest): CostEstimate {
  const { schema, document, operationName } = request;
  const plan = planOf(schema, document, operationName);
  return affordable(plan ? estimateCost(schema, plan.selection, variablesOf(plan, request)) : 0);
}

/** Without a prototype: a variable may have any name, `constructor` too. */
const variablesOf = ({ defaults }: DocumentPlan, { variables }: CheckedRequest): Variables =>
  Object.assign(Object.create(null), defaults, variables);

function affordable(estimate: number): CostEstimate {
  const cost = { estimate, limit: MAX_COST };
  if (estimate <= MAX_COST) return cost;
  const message = `The request would cost ${estimate}; at most ${MAX_COST} is allowed. Ask for shorter lists, or for less of each item.`;
  throw new GraphError('COST_EXCEEDED', message, { cost });
}

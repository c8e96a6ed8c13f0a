import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';
import { directivesIn, shapeOf } from './document-shape.ts';
import { type OperationPlan, planOperation } from './field-plan.ts';
import { literalFaults } from './literal-faults.ts';
import { shapeFaults } from './shape-faults.ts';

/** What the limits know of an operation before any variable: worked out once for each document. */
export interface DocumentPlan extends OperationPlan {
  /** What is beyond a limit whatever the variables are. */
  faults: string[];
  readsSchema: boolean;
  defaults: Record<string, unknown>;
}

type PlanByOperation = WeakMap<OperationDefinitionNode, DocumentPlan>;
const plansBySchema = new WeakMap<GraphQLSchema, PlanByOperation>();

/** Null where the document has no such operation, as execution will say. */
export function planOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): DocumentPlan | null {
  const operation = getOperationAST(document, operationName);
  if (!operation) return null;
  const plans: PlanByOperation = plansBySchema.get(schema) ?? new WeakMap();
  plansBySchema.set(schema, plans);
  const plan = plans.get(operation) ?? makePlan(schema, document, operation);
  plans.set(operation, plan);
  return plan;
}

function makePlan(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): DocumentPlan {
  const shape = shapeOf(document, operation);
  const { selection, bounded, issues } = planOperation(schema, document, operation);
  return {
    faults: shapeFaults(shape, directivesIn(document)),
    readsSchema: shape.introspectionDepth > 0,
    selection,
    bounded,
    ...readDefaults(operation, issues),
  };
}

/** Defaults of variables, and what is wrong with them besides. */
function readDefaults(
  { variableDefinitions = [] }: OperationDefinitionNode,
  issues: OperationPlan['issues'],
) {
  const given = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, defaultValue] as const] : [],
  );
  return {
    defaults: Object.fromEntries(given.map(([name, node]) => [name, valueFromASTUntyped(node)])),
    issues: [...issues, ...given.flatMap(([name, node]) => literalFaults(node, [name]))],
  };
}

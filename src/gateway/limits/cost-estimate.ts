import type { GraphQLSchema } from 'graphql';
import type { ArgumentPlan, Variables } from './argument-plan.ts';
import type { FieldPlan, SelectionPlan } from './field-plan.ts';
import { costOfInput } from './input-cost.ts';
import { UNKNOWN_LIST_SIZE } from './limits.ts';

/** A selection's cost; of lists that say nothing of their length, the cost of one item by name. */
interface SelectionCost {
  known: number;
  perItem: ReadonlyMap<string, number>;
}

const fixedCosts = new WeakMap<SelectionPlan, SelectionCost>();

/**
 * What a selection costs: each object 1 or its `@cost`, each list as often as it is long, each object of an argument
 * 1 or its `@cost`. `@skip` and `@include` change nothing, and of alternatives all count: it is an upper bound.
 */
export function estimateCost(schema: GraphQLSchema, selection: SelectionPlan, variables: Variables): number {
  const costs = new Map<SelectionPlan, SelectionCost>();

  function costOf(plan: SelectionPlan): SelectionCost {
    const store = plan.isFixed ? fixedCosts : costs;
    const cost = store.get(plan) ?? sum(plan);
    store.set(plan, cost);
    return cost;
  }

  function sum({ fields, spreads }: SelectionPlan): SelectionCost {
    const parts = [...fields.map(costOfField), ...spreads.map(costOf)];
    const perItem = new Map<string, number>();
    for (const part of parts) {
      for (const [name, cost] of part.perItem) perItem.set(name, (perItem.get(name) ?? 0) + cost);
    }
    return { known: parts.reduce((total, { known }) => total + known, 0), perItem };
  }

  function costOfField(field: FieldPlan): SelectionCost {
    const { name, limits, selection: below, arguments: args } = field;
    const inputs = args.reduce((total, argument) => total + costOfArgument(argument), 0);
    const length = lengthOf(field, variables);
    const item = limits.weight + costWithin(below, limits.sizedFields, length);
    if (!limits.isList) return { known: item + inputs, perItem: NONE };
    return length === null
      ? { known: inputs, perItem: new Map([[name, item]]) }
      : { known: length * item + inputs, perItem: NONE };
  }

  function costWithin(below: SelectionPlan, sizedFields: readonly string[], length: number | null): number {
    const { known, perItem } = costOf(below);
    const lists = [...perItem].map(
      ([name, cost]) => cost * ((sizedFields.includes(name) ? length : null) ?? UNKNOWN_LIST_SIZE),
    );
    return lists.reduce((total, cost) => total + cost, known);
  }

  const costOfArgument = ({ limits, valueWith }: ArgumentPlan) =>
    limits.takesObjects ? costOfInput(schema, limits.definition.type, valueWith(variables)) : 0;

  return costWithin(selection, [], null);
}

const NONE: ReadonlyMap<string, number> = new Map();

/** The longest that an argument says, or as long as is assumed; null where nothing tells. */
function lengthOf({ limits: { length }, arguments: args }: FieldPlan, variables: Variables): number | null {
  if (!length) return null;
  const said = args
    .filter(({ limits }) => length.byArguments.includes(limits.definition.name))
    .map(({ valueWith }) => valueWith(variables))
    .map((value) => (Array.isArray(value) ? value.length : value))
    .filter((value) => typeof value === 'number');
  return said.length > 0 ? Math.max(0, ...said) : length.assumedSize;
}

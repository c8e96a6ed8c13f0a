import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Issue } from '../../platform/errors.ts';
import { type ArgumentPlan, planArguments } from './argument-plan.ts';
import { type FieldLimits, limitsOf } from './field-limits.ts';
import { fragmentsOf } from './fragments.ts';
import { literalFaults } from './literal-faults.ts';

/** The fields of a selection. A fragment's plan is shared by all the places that it is spread at. */
export interface SelectionPlan {
  fields: FieldPlan[];
  spreads: SelectionPlan[];
  /** Whether it costs the same whatever the variables are. */
  isFixed: boolean;
}

export interface FieldPlan {
  name: string;
  limits: FieldLimits;
  arguments: ArgumentPlan[];
  selection: SelectionPlan;
}

export interface OperationPlan {
  selection: SelectionPlan;
  /** Arguments with bounds. */
  bounded: ArgumentPlan[];
  /** What is wrong with values that the document itself holds. */
  issues: Issue[];
}

type Path = Issue['path'];
const NOTHING: SelectionPlan = { fields: [], spreads: [], isFixed: true };

/** Looks every field up in the schema, each fragment once; introspection costs nothing. */
export function planOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationPlan {
  const fragments = fragmentsOf(document);
  const planned = new Map<string, SelectionPlan>();
  const bounded: ArgumentPlan[] = [];
  const issues: Issue[] = [];

  function planSelections({ selections }: SelectionSetNode, parent: Parent, path: Path): SelectionPlan {
    const fields = selections.flatMap((node) =>
      node.kind === Kind.FIELD ? planField(node, parent, path) : [],
    );
    const spreads = selections.flatMap((node) => {
      if (node.kind === Kind.INLINE_FRAGMENT) return planSpread(node, parent, path);
      return node.kind === Kind.FRAGMENT_SPREAD ? planFragment(node.name.value, path) : [];
    });
    return { fields, spreads, isFixed: fields.every(isFixed) && spreads.every((spread) => spread.isFixed) };
  }

  function planField(node: FieldNode, parent: Parent, path: Path): FieldPlan[] {
    const field =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (!field) return [];
    const limits = limitsOf(schema, field);
    const place = [...path, (node.alias ?? node.name).value];
    const args = planArguments(node, limits, place);
    bounded.push(...args.filter((argument) => argument.limits.constraint));
    issues.push(
      ...(node.arguments ?? []).flatMap(({ name, value }) => literalFaults(value, [...place, name.value])),
    );
    const { selectionSet } = node;
    const selection = selectionSet ? planSelections(selectionSet, getNamedType(field.type), place) : NOTHING;
    return [{ name: field.name, limits, arguments: args, selection }];
  }

  function planFragment(name: string, path: Path): SelectionPlan {
    const fragment = fragments.get(name);
    const known = planned.get(name);
    if (known || !fragment) return known ?? NOTHING;
    // Validation lets no fragment spread itself; should one come here all the same, nothing runs for ever.
    planned.set(name, NOTHING);
    const plan = planSpread(fragment, undefined, path);
    planned.set(name, plan);
    return plan;
  }

  function planSpread({ typeCondition, selectionSet }: Spread, parent: Parent, path: Path): SelectionPlan {
    return planSelections(
      selectionSet,
      typeCondition ? schema.getType(typeCondition.name.value) : parent,
      path,
    );
  }

  return {
    selection: planSelections(operation.selectionSet, schema.getRootType(operation.operation), []),
    bounded,
    issues,
  };
}

type Parent = GraphQLNamedType | null | undefined;
type Spread = InlineFragmentNode | FragmentDefinitionNode;

const isFixed = ({ arguments: args, selection }: FieldPlan) =>
  selection.isFixed && args.every((argument) => argument.isFixed);

import { type FieldNode, Kind, type ValueNode, valueFromASTUntyped, visit } from 'graphql';
import type { Issue } from '../../platform/errors.ts';
import type { ArgumentLimits, FieldLimits } from './field-limits.ts';

/** Raw values by name, defaults among them. What does not fit its type, execution refuses whole. */
export type Variables = Record<string, unknown>;

/** An argument that a limit looks at, as the document gives it. */
export interface ArgumentPlan {
  limits: ArgumentLimits;
  /** Its place in the answer, or the variable that it takes. */
  path: Issue['path'];
  isFixed: boolean;
  valueWith(variables: Variables): unknown;
}

export function planArguments(
  node: FieldNode,
  { arguments: all }: FieldLimits,
  path: Issue['path'],
): ArgumentPlan[] {
  return all.map((limits) => {
    const { name } = limits.definition;
    const given = node.arguments?.find((argument) => argument.name.value === name);
    return { limits, path: [...path, name], ...planValue(given?.value, limits.definition.defaultValue) };
  });
}

function planValue(
  node: ValueNode | undefined,
  fallback: unknown,
): Pick<ArgumentPlan, 'isFixed' | 'valueWith'> & Partial<Pick<ArgumentPlan, 'path'>> {
  if (!node) return { isFixed: true, valueWith: () => fallback };
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value;
    return {
      isFixed: false,
      path: [name],
      valueWith: (variables) => (variables[name] === undefined ? fallback : variables[name]),
    };
  }
  if (namesVariables(node))
    return { isFixed: false, valueWith: (variables) => valueFromASTUntyped(node, variables) };
  const value = valueFromASTUntyped(node);
  return { isFixed: true, valueWith: () => value };
}

function namesVariables(node: ValueNode): boolean {
  let found = false;
  visit(node, {
    Variable: () => {
      found = true;
    },
  });
  return found;
}

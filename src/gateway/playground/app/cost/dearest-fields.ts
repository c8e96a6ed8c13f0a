import { type FieldNode, Kind, type OperationDefinitionNode, type SelectionSetNode, visit } from 'graphql';
import { estimateCost } from '../../../limits/cost-estimate.ts';
import { planOf } from '../../../limits/document-plan.ts';
import { inlinedOperation } from '../documents/inlined-operation.ts';
import type { SoundDocument } from '../documents/sound-document.ts';

/** A field of the answer, by the names that lead to it, and what it costs apart from the objects below it. */
export interface DearField {
  path: string;
  cost: number;
}

const SHOWN = 5;
/** Each field is weighed by itself; beyond so many nobody waits for it. */
const MAX_FIELDS = 500;

/** The dearest first. What a field costs is what the request costs less without it. */
export function dearestFields(sound: SoundDocument, variables: Record<string, unknown>): DearField[] {
  const operation = inlinedOperation(sound.document, sound.operation, MAX_FIELDS);
  if (!operation) return [];
  const whole = costOf(sound, operation, variables);
  const found: DearField[] = [];

  /** Notes every field, and returns what all of them cost together. */
  function look({ selections }: SelectionSetNode, above: string): number {
    const costs = selections.map((node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD || !node.selectionSet) return 0;
      if (node.kind === Kind.INLINE_FRAGMENT) return look(node.selectionSet, above);
      const path = [above, (node.alias ?? node.name).value].filter(Boolean).join('.');
      const cost = whole - costOf(sound, without(operation as OperationDefinitionNode, node), variables);
      const field = { path, cost };
      found.push(field);
      field.cost -= look(node.selectionSet, path);
      return cost;
    });
    return costs.reduce((sum, cost) => sum + cost, 0);
  }

  look(operation.selectionSet, '');
  const costly = found.filter(({ cost }) => cost > 0);
  return costly.sort((one, other) => other.cost - one.cost).slice(0, SHOWN);
}

const without = (operation: OperationDefinitionNode, field: FieldNode): OperationDefinitionNode =>
  visit(operation, { Field: (node) => (node === field ? null : undefined) });

function costOf(
  { schema }: SoundDocument,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  const document = { kind: Kind.DOCUMENT, definitions: [operation] } as const;
  const plan = planOf(schema, document, operation.name?.value);
  return plan ? estimateCost(schema, plan.selection, { ...plan.defaults, ...variables }) : 0;
}

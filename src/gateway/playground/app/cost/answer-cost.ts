import { planArguments } from '../../../limits/argument-plan.ts';
import { planOf } from '../../../limits/document-plan.ts';
import { limitsOf } from '../../../limits/field-limits.ts';
import { costOfInput } from '../../../limits/input-cost.ts';
import { type SelectedField, selectionReader } from '../documents/selected-fields.ts';
import type { SoundDocument } from '../documents/sound-document.ts';

/**
 * What an answer cost: reckoned as the estimate is, with every list as long as it came, and nothing for what is null or
 * was left out. `data` is the answer's own.
 */
export function answerCost(sound: SoundDocument, variables: Record<string, unknown>, data: unknown): number {
  const { schema, document, operation } = sound;
  const { fieldsOf, fieldsBelow } = selectionReader(schema, document);
  const given = { ...planOf(schema, document, operation.name?.value)?.defaults, ...variables };

  const costOfObject = (value: unknown, fields: Map<string, SelectedField>): number =>
    sum([...fields].map(([key, selected]) => costOfField((value as Record<string, unknown>)[key], selected)));

  function costOfField(value: unknown, selected: SelectedField): number {
    if (value === undefined) return 0;
    const limits = limitsOf(schema, selected.field);
    const inputs = planArguments(selected.nodes[0]!, limits, [])
      .filter((argument) => argument.limits.takesObjects)
      .map((argument) => costOfInput(schema, argument.limits.definition.type, argument.valueWith(given)));
    const items = limits.isList ? ((value as unknown[] | null) ?? []) : [value];
    const below = fieldsBelow(selected);
    const came = items.filter((item) => item !== null);
    return (
      sum(inputs) + sum(came.map((item) => limits.weight + (below.size > 0 ? costOfObject(item, below) : 0)))
    );
  }

  const root = schema.getRootType(operation.operation);
  return data ? costOfObject(data, fieldsOf(root, [operation])) : 0;
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

import {
  type GraphQLArgument,
  type GraphQLInputField,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
} from 'graphql';

/** What is required beside a value: any that is sound, and makes a difference in a shock. */
const SOUND: Record<string, string> = { String: '"x"', Decimal: '"0.5"', Int: '1', Date: '"2030-01-01"' };

/** An argument as text, in which the value stands at the end of a path: `{ or: [{ borrower: ["x"] }] }`. */
export function literalAt(input: GraphQLArgument | GraphQLInputField, path: string[], value: string): string {
  const [next, ...further] = path;
  const type = getNamedType(input.type);
  let text = JSON.stringify(value);
  if (next !== undefined && isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const given = fields.filter((field) => field.name === next || isRequiredInputField(field));
    text = `{ ${given.map((field) => `${field.name}: ${field.name === next ? literalAt(field, further, value) : soundValue(field)}`).join(', ')} }`;
  }
  return isListType(getNullableType(input.type)) ? `[${text}]` : text;
}

function soundValue({ type, name }: GraphQLInputField): string {
  const named = getNamedType(type);
  const text = isEnumType(named) ? named.getValues()[0]?.name : SOUND[named.name];
  if (text === undefined) throw new Error(`Say in SOUND what a ${named.name} is, for ${name}.`);
  return text;
}

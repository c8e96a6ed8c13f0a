import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { badUserInput, type Issue } from '../errors.ts';

/** PostgreSQL stores no NUL, and no half of a character: no row holds such a text. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/**
 * Guards every field that takes text (`search`, a name, a filter's lists) against text that the database cannot
 * even be asked about. Mutations are left out: they check their input themselves, with all that is wrong in it.
 */
export function refuseUnstorableText(schema: GraphQLSchema): void {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  for (const type of types.filter((candidate) => candidate !== schema.getMutationType())) {
    for (const field of Object.values(type.getFields())) if (takesText(field)) guard(field);
  }
}

function guard(field: GraphQLField<unknown, unknown>): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (parent, args, context, info) => {
    const issues = unstorableIn(args, []);
    if (issues.length > 0) throw badUserInput(issues);
    return resolve(parent, args, context, info);
  };
}

const takesText = ({ args }: GraphQLField<unknown, unknown>): boolean =>
  args.some(({ type }) => {
    const named = getNamedType(type);
    return isInputObjectType(named) || named.name === 'String' || named.name === 'ID';
  });

function unstorableIn(value: unknown, path: Issue['path']): Issue[] {
  if (typeof value === 'string') {
    return isStorable(value)
      ? []
      : [{ path, message: 'It holds a NUL or half of a character; no text does.' }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => unstorableIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => unstorableIn(item, [...path, name]));
}

import { type GraphQLField, getNamedType, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import { isGuarded } from '../security/rules.ts';

const JSON_FIELDS = 'jsonFields';

/** On a list: these fields of its nodes can be had as JSON that the database writes. */
export const asJson = (fields: string[]) => Extensions({ [JSON_FIELDS]: fields });

/** Those of a list's fields, none where there are none. Never one that has a rule, which the database knows nothing of. */
export function jsonFieldsOf(list: GraphQLField<unknown, unknown> | undefined): string[] {
  const names = (list?.extensions[JSON_FIELDS] ?? []) as string[];
  const node = list && getNamedType(list.type);
  return isObjectType(node) ? names.filter((name) => !isGuarded(node.getFields()[name])) : [];
}

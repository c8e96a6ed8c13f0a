import type { GraphQLField } from 'graphql';
import { Extensions } from 'type-graphql';

const JSON_FIELDS = 'jsonFields';

/** On a list: these fields of its nodes can be had as JSON that the database writes. */
export const asJson = (fields: string[]) => Extensions({ [JSON_FIELDS]: fields });

export const jsonFieldsOf = (field: GraphQLField<unknown, unknown> | undefined): string[] =>
  (field?.extensions[JSON_FIELDS] as string[] | undefined) ?? [];

import type { GraphQLField } from 'graphql';
import { Extensions } from 'type-graphql';

const AS_OF_NOW = 'asOfNow';

/** For a query whose answer is never a moment old, whatever replicas there are. */
export const asOfNow = () => Extensions({ [AS_OF_NOW]: true });

export const isAsOfNow = (field: GraphQLField<unknown, unknown> | undefined): boolean =>
  field?.extensions[AS_OF_NOW] === true;

import type { GraphQLField } from 'graphql';
import { Extensions } from 'type-graphql';

/** What a mutation is counted as, beside being a request: the comparison of a password, or a file to take in. */
export type CountedAs = 'login' | 'import';

const COUNTED_AS = 'countedAs';

/** For a mutation that has a rate of its own: the gateway counts each time it would run, before any of them runs. */
export const countedAs = (rate: CountedAs) => Extensions({ [COUNTED_AS]: rate });

export const rateOf = (field: GraphQLField<unknown, unknown>): CountedAs | undefined =>
  field.extensions[COUNTED_AS] as CountedAs | undefined;

import type { GraphQLField } from 'graphql';
import { Extensions } from 'type-graphql';

/** What a field says of a whole answer: whose numbers these are, or of which day. */
export type TitlePart = 'portfolio' | 'asOf';

const TITLE_PART = 'titlePart';

/** For a field of an object that others hang on: a report names it above its table. */
export const inTitle = (part: TitlePart) => Extensions({ [TITLE_PART]: part });

export const titlePartOf = (field: GraphQLField<unknown, unknown>): TitlePart | undefined =>
  field.extensions[TITLE_PART] as TitlePart | undefined;

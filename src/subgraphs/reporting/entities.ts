import type { InferKyselyDB } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { TrustedDocumentEntity } from './document/trusted-document.entity.ts';

/** The tables that reporting owns. */
export const reportingEntities = [TrustedDocumentEntity];

/** Rows as the database gives them: keys and instants are text. */
export type ReportingTables = InferKyselyDB<(typeof reportingEntities)[number]>;

/** Reads and writes of rows; inside a mutation, in its transaction. */
export const reportingDb = (context: Pick<GraphContext, 'em'>): Kysely<ReportingTables> =>
  context.em.getKysely<ReportingTables>();

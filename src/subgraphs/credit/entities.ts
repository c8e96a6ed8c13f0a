import type { InferKyselyDB } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { ImportErrorEntity, ImportRunEntity } from './import/import-run.entity.ts';
import { LoanEntity } from './loan/loan.entity.ts';
import { PortfolioEntity } from './portfolio/portfolio.entity.ts';
import { DefaultRateEntity } from './rating/default-rate.entity.ts';
import { RatingHistoryEntity } from './rating/rating-history.entity.ts';

/** The tables that credit owns. */
export const creditEntities = [
  PortfolioEntity,
  LoanEntity,
  RatingHistoryEntity,
  DefaultRateEntity,
  ImportRunEntity,
  ImportErrorEntity,
];

/** Rows as the database gives them: keys, decimals, days and instants are text. */
export type CreditTables = InferKyselyDB<(typeof creditEntities)[number]>;

/** Reads and writes of rows; inside a mutation, in its transaction. */
export const creditDb = (context: Pick<GraphContext, 'em'>): Kysely<CreditTables> =>
  context.em.getKysely<CreditTables>();

import { defineEntity } from '@mikro-orm/postgresql';
import { dayColumn, idColumn, referenceColumn } from '../../../platform/database/columns.ts';
import { ratingColumn } from '../loan/loan.entity.ts';

/** A loan's grade on a day, or NR where it was withdrawn. */
export const RatingHistoryEntity = defineEntity({
  name: 'RatingHistory',
  tableName: 'rating_history',
  properties: {
    id: idColumn(),
    tenantId: referenceColumn('Tenant').index(),
    loanId: referenceColumn('Loan'),
    snapshotDate: dayColumn(),
    creditRating: ratingColumn(),
  },
  uniques: [{ properties: ['loanId', 'snapshotDate'] }],
});

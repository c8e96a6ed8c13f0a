import { defineEntity } from '@mikro-orm/postgresql';
import { decimalColumn, referenceColumn } from '../../../platform/database/columns.ts';
import { ratingColumn } from '../loan/loan.entity.ts';

/** A tenant's own table: what a grade means in probability, recovery and weight. Replaced as a whole. */
export const DefaultRateEntity = defineEntity({
  name: 'DefaultRate',
  tableName: 'default_rates',
  properties: {
    tenantId: referenceColumn('Tenant').primary(),
    creditRating: ratingColumn().primary(),
    defaultProbability: decimalColumn(7, 6),
    recoveryRate: decimalColumn(7, 6),
    riskWeight: decimalColumn(9, 6),
  },
});

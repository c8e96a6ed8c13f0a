import { sql } from 'kysely';
import type { MutationContext } from '../../../platform/graphql/context.ts';
import { creditDb } from '../entities.ts';
import { announceDefaultRates } from '../portfolio/portfolio-changes.events.ts';
import type { DefaultRate } from '../rating/default-rate.type.ts';
import { defaultRatesByTenantKeyLoader } from '../rating/default-rates.loader.ts';
import type { DefaultRate as GivenRate } from './default-rates.ts';

/** Replaces a tenant's table as a whole. The table before and after, best grade first. */
export async function replaceDefaultRates(
  rates: GivenRate[],
  tenantKey: string,
  context: MutationContext,
): Promise<{ from: DefaultRate[]; to: DefaultRate[] }> {
  const db = creditDb(context);
  // Two at once would each delete what they see and then meet in the other's rows.
  await sql`select pg_advisory_xact_lock(hashtextextended('default_rates', ${tenantKey}::bigint))`.execute(
    db,
  );
  const from = await tableOf(tenantKey, context);
  await db.deleteFrom('default_rates').where('tenant_id', '=', tenantKey).execute();
  await db
    .insertInto('default_rates')
    .values(rates.map((rate) => rowOf(rate, tenantKey)))
    .execute();
  await announceDefaultRates(tenantKey, context);
  return { from, to: await tableOf(tenantKey, context) };
}

/** Asked past the cache: the table is read twice here. */
async function tableOf(tenantKey: string, context: MutationContext): Promise<DefaultRate[]> {
  const [table] = Array.from(await defaultRatesByTenantKeyLoader.batch([tenantKey], context));
  return table instanceof Map ? [...table.values()].map(asInGraph) : [];
}

const asInGraph = ({ creditRating, defaultProbability, recoveryRate, riskWeight }: DefaultRate) => ({
  creditRating,
  defaultProbability,
  recoveryRate,
  riskWeight,
});

const rowOf = (rate: GivenRate, tenantKey: string) => ({
  tenant_id: tenantKey,
  credit_rating: rate.creditRating,
  default_probability: rate.defaultProbability,
  recovery_rate: rate.recoveryRate,
  risk_weight: rate.riskWeight,
});

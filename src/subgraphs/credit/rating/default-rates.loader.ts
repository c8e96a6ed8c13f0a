import { sql } from 'kysely';
import { isOneOf, PREPARED } from '../../../platform/database/pool/prepared-statements.ts';
import { viewerOf } from '../../../platform/graphql/context.ts';
import type { Loader } from '../../../platform/graphql/loader.ts';
import { creditDb } from '../entities.ts';
import type { DefaultRate } from './default-rate.type.ts';

/** The tenant's table by grade, best first; empty for a tenant that is not the viewer's. */
export const defaultRatesByTenantKeyLoader: Loader<string, Map<string, DefaultRate>> = {
  async batch(tenantKeys, context) {
    const viewer = viewerOf(context);
    const mayRead = tenantKeys.filter((key) => key === viewer.tenantId || viewer.role === 'SUPER_ADMIN');
    const { rows } = await sql<DefaultRate & { tenantKey: string }>`${PREPARED}
      select tenant_id::text as "tenantKey", credit_rating as "creditRating", recovery_rate as "recoveryRate",
             default_probability as "defaultProbability", risk_weight as "riskWeight"
      from default_rates where ${isOneOf(sql`tenant_id`, mayRead)} order by credit_rating`.execute(
      creditDb(context),
    );
    const byTenant = Map.groupBy(rows, (row) => row.tenantKey);
    return tenantKeys.map(
      (key) => new Map((byTenant.get(key) ?? []).map((rate) => [rate.creditRating, rate])),
    );
  },
};

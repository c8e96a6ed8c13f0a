import { type Kysely, sql } from 'kysely';
import { Decimal, toMoney } from '../../../../platform/decimal.ts';
import type { CreditTables } from '../../entities.ts';

/** A portfolio in five figures, as an import shows it before and after. Money at 2 places. */
export interface PortfolioImpact {
  loanCount: number;
  totalExposure: string;
  /** ΣE·PD·LGD and ΣE·weight over rated loans. */
  expectedLoss: string;
  riskWeightedAssets: string;
  /** Σs² over borrowers, a fraction; null without a loan. */
  singleNameHhi: number | null;
}

/** Exact sums as text; `squares` is Σ of the borrowers' exposures squared. */
export interface ImpactAggregates {
  loanCount: number;
  exposure: string;
  expectedLoss: string;
  riskWeightedAssets: string;
  squares: string;
}

/** In one statement, and in the caller's transaction: an import asks while its rows are not committed yet. */
export async function impactOf(
  db: Kysely<CreditTables>,
  portfolioKey: string,
  tenantKey: string,
): Promise<PortfolioImpact> {
  const { rows } = await sql<ImpactAggregates>`
    with rollups as (
      select r.* from loan_rollups r join portfolios p on p.id = r.portfolio_id
      where p.id = ${portfolioKey} and p.tenant_id = ${tenantKey} and r.dimension in ('GRADE', 'BORROWER')
    ), grades as (
      select sum(g.loan_count) as loan_count, sum(g.exposure) as exposure,
        sum(g.exposure * dr.default_probability * (1 - dr.recovery_rate)) as expected_loss,
        sum(g.exposure * dr.risk_weight) as risk_weighted_assets
      from rollups g
      left join default_rates dr on dr.tenant_id = ${tenantKey} and dr.credit_rating::text = g.key
      where g.dimension = 'GRADE'
    ), borrowers as (
      select sum(exposure * exposure) as squares from rollups where dimension = 'BORROWER'
    )
    select coalesce(loan_count, 0)::int as "loanCount", coalesce(exposure, 0) as exposure,
      coalesce(expected_loss, 0) as "expectedLoss",
      coalesce(risk_weighted_assets, 0) as "riskWeightedAssets", coalesce(squares, 0) as squares
    from grades, borrowers`.execute(db);
  return impactFrom(rows[0] as ImpactAggregates);
}

export const impactFrom = (sums: ImpactAggregates): PortfolioImpact => ({
  loanCount: sums.loanCount,
  totalExposure: toMoney(sums.exposure),
  expectedLoss: toMoney(sums.expectedLoss),
  riskWeightedAssets: toMoney(sums.riskWeightedAssets),
  singleNameHhi:
    sums.loanCount === 0 ? null : new Decimal(sums.squares).div(new Decimal(sums.exposure).pow(2)).toNumber(),
});

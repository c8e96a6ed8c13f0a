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
    with borrowers as (
      select count(*) as loan_count, sum(l.amount) as exposure,
        sum(l.amount * dr.default_probability * (1 - dr.recovery_rate)) as expected_loss,
        sum(l.amount * dr.risk_weight) as risk_weighted_assets
      from loans l
      left join default_rates dr on dr.tenant_id = l.tenant_id and dr.credit_rating = l.credit_rating
      where l.portfolio_id = ${portfolioKey} and l.tenant_id = ${tenantKey}
      group by l.borrower
    )
    select coalesce(sum(loan_count), 0)::int as "loanCount", coalesce(sum(exposure), 0) as exposure,
      coalesce(sum(expected_loss), 0) as "expectedLoss",
      coalesce(sum(risk_weighted_assets), 0) as "riskWeightedAssets",
      coalesce(sum(exposure * exposure), 0) as squares
    from borrowers`.execute(db);
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

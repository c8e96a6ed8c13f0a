import { sql } from 'kysely';
import { load } from '../../../../platform/graphql/context.ts';
import { bookOf } from '../book/book.ts';
import type { Figure, Term, TracedRows } from '../lineage/figure.ts';
import { figureNames } from '../lineage/figure-names.ts';
import { lineageOf } from '../lineage/lineage-of.ts';
import { AMOUNT, LGD, PD, RISK_WEIGHT, STATUS } from '../lineage/loan-terms.ts';
import type { ScopeArgs } from '../scope.ts';
import { capitalRequirement } from './capital-requirement.ts';
import { type DefaultRiskArgs, effectivePd, riskCellsLoader } from './default-risk.rows.ts';
import { DefaultRisk } from './default-risk.type.ts';

const EFFECTIVE_PD: Term<DefaultRiskArgs> = {
  ...PD,
  inputs: (args) => [...PD.inputs(args), ...(args.defaultedAsD ? STATUS.inputs(args) : [])],
  of: effectivePd,
};
const BASEL_II = 'Basel II: PD, LGD and EAD (BCBS128)';

/** The loans, each with the capital `k` that its PD and LGD ask for. They share a handful, reckoned once each. */
const withCapital: TracedRows<DefaultRiskArgs> = async (scopes, args, _parts, context) => {
  const cells = await Promise.all(
    scopes.map((parentKey) => load(context, riskCellsLoader, { parentKey, args })),
  );
  const pairs = cells.flat().flatMap(({ pd, lgd }) => (pd !== null && lgd !== null ? [{ pd, lgd }] : []));
  const distinct = [...new Map(pairs.map((pair) => [`${pair.pd} ${pair.lgd}`, pair])).values()];
  const pds = distinct.map(({ pd }) => pd);
  const lgds = distinct.map(({ lgd }) => lgd);
  const capital = distinct.map(({ pd, lgd }) => String(capitalRequirement(Number(pd), Number(lgd))));
  return sql`(
    select l.*, '' as part, capital.k from ${bookOf(scopes, args, context)}
    left join (
      select distinct on (pd, lgd) * from unnest(${pds}::numeric[], ${lgds}::numeric[], ${capital}::numeric[]) c(pd, lgd, k)
    ) capital on capital.pd = ${effectivePd(args)} and capital.lgd = l.lgd) l`;
};

const CAPITAL: Pick<Figure<DefaultRiskArgs>, 'source' | 'unit' | 'terms' | 'adds' | 'rows'> = {
  source: 'Basel IRB, corporate, M = 2.5 (BCBS128 ¶272)',
  unit: 'MONEY',
  terms: {
    amount: AMOUNT,
    pd: EFFECTIVE_PD,
    lgd: LGD,
    capitalRequirement: { inputs: () => [], unit: 'FRACTION', of: () => sql`l.k` },
  },
  adds: () => sql`l.amount * l.k`,
  rows: withCapital,
};

/** K is written out in `capital-requirement.ts`. */
const K =
  'K = (LGD·N((N⁻¹(PD) + √R·N⁻¹(.999)) / √(1 − R)) − PD·LGD)·(1 + (M − 2.5)·b) / (1 − 1.5·b), R = .12w + .24(1 − w), w = (1 − e^(−50·PD)) / (1 − e^(−50)), b = (.11852 − .05478·ln PD)², PD at least .0003; K = 0 where PD = 1';

export const expectedLoss = <Args extends ScopeArgs>(pd: Term<Args>): Figure<Args> => ({
  formula: 'Σ E·PD·LGD over rated loans',
  source: BASEL_II,
  unit: 'MONEY',
  terms: { amount: AMOUNT, pd, lgd: LGD },
  adds: (args) => sql`l.amount * ${pd.of(args)} * l.lgd`,
});

export const RISK_WEIGHTED_ASSETS: Figure<ScopeArgs> = {
  formula: "Σ E·RW over rated loans, RW the weight in the tenant's default rates",
  source: null,
  unit: 'MONEY',
  terms: { amount: AMOUNT, riskWeight: RISK_WEIGHT },
  adds: () => sql`l.amount * l.risk_weight`,
};

const FIGURES: Record<string, Figure<DefaultRiskArgs>> = {
  EXPECTED_LOSS: expectedLoss(EFFECTIVE_PD),
  PORTFOLIO_PD: {
    formula: 'Σ E·PD / Σ E over rated loans',
    source: BASEL_II,
    unit: 'FRACTION',
    terms: { amount: AMOUNT, pd: EFFECTIVE_PD },
    adds: (args) => sql`l.amount * ${effectivePd(args)}`,
    divisor: ({ weight }) => weight,
  },
  AVERAGE_RECOVERY_RATE: {
    formula: 'Σ E·(1 − LGD) / Σ E over rated loans',
    source: BASEL_II,
    unit: 'FRACTION',
    terms: { amount: AMOUNT, lgd: LGD },
    adds: () => sql`l.amount * (1 - l.lgd)`,
    divisor: ({ weight }) => weight,
  },
  RISK_WEIGHTED_ASSETS,
  UNEXPECTED_LOSS: { ...CAPITAL, formula: `Σ E·K over rated loans, ${K}` },
  IRB_RISK_WEIGHTED_ASSETS: {
    ...CAPITAL,
    formula: `12.5 · Σ E·K over rated loans, ${K}`,
    adds: () => sql`l.amount * l.k * 12.5`,
  },
  UNRATED_EXPOSURE: {
    formula: 'Σ E over loans without a grade, or with one that the default rates lack',
    source: null,
    unit: 'MONEY',
    terms: { amount: { ...AMOUNT, inputs: (args) => [...AMOUNT.inputs(args), ...PD.inputs(args)] } },
    adds: () => sql`case when l.pd is null then l.amount end`,
  },
};

export const DefaultRiskLineageResolver = lineageOf({
  type: () => DefaultRisk,
  figures: FIGURES,
  names: figureNames('DefaultRiskFigure', FIGURES),
  readBy: riskCellsLoader,
});

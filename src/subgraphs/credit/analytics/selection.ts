import { todayUtc } from '../../../platform/clock.ts';
import type { GraphContext } from '../../../platform/graphql/context.ts';
import type { LoanFilter } from '../loan/loan-filter.type.ts';
import type { AnalyticsArgs } from './analytics.args.ts';
import { refuseFaults } from './scenario/scenario-faults.ts';
import { type SoundShock, soundScenario } from './scenario/sound-scenario.ts';

/** What stands behind `Analytics`: which loans, seen from when. Every number is made from this alone. */
export interface Selection {
  /** Database keys, each once. */
  portfolioKeys: string[];
  /** Null where there is no portfolio. */
  currency: string | null;
  asOf: string;
  filter: LoanFilter | null;
  scenario: SoundShock[];
}

/** Throws BAD_USER_INPUT for a scenario that cannot be applied. */
export async function selectLoans(
  { portfolioKeys, currency }: Pick<Selection, 'portfolioKeys' | 'currency'>,
  { asOf, filter, scenario }: AnalyticsArgs,
  context: GraphContext,
): Promise<Selection> {
  const selection = {
    portfolioKeys,
    currency,
    asOf: asOf ?? todayUtc(context.clock),
    filter: filter ?? null,
    scenario: soundScenario(scenario ?? [], todayUtc(context.clock)),
  };
  await refuseFaults(selection, context);
  return selection;
}

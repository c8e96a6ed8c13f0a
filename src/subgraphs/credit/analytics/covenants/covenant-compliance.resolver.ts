import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { kept } from '../kept/kept.ts';
import type { Traced } from '../lineage/lineage-of.ts';
import type { Selection } from '../selection.ts';
import { type ComplianceArgs, complianceAggregatesLoader } from './covenant-compliance.rows.ts';
import { complianceOf } from './covenant-compliance.ts';
import { CovenantCompliance } from './covenant-compliance.type.ts';
import type { CovenantLimits } from './covenants.sql.ts';

/** What stands behind `CovenantCompliance`: which loans are held against which limits. */
export interface Tested extends Traced<ComplianceArgs> {
  selection: Selection;
  limits: CovenantLimits;
  /** From the first field on that asks for them. */
  counts?: Promise<CovenantCompliance>;
}

/** The counts: read once for all of them, and not at all where only the list of loans is asked for. */
@Resolver(() => CovenantCompliance)
export class CovenantComplianceResolver {
  @FieldResolver()
  async totalBreaches(@Root() tested: Tested, @Ctx() context: GraphContext) {
    return (await countsOf(tested, context)).totalBreaches;
  }

  @FieldResolver()
  async debtToEquityBreaches(@Root() tested: Tested, @Ctx() context: GraphContext) {
    return (await countsOf(tested, context)).debtToEquityBreaches;
  }

  @FieldResolver()
  async interestCoverageBreaches(@Root() tested: Tested, @Ctx() context: GraphContext) {
    return (await countsOf(tested, context)).interestCoverageBreaches;
  }

  @FieldResolver()
  async leverageBreaches(@Root() tested: Tested, @Ctx() context: GraphContext) {
    return (await countsOf(tested, context)).leverageBreaches;
  }

  @FieldResolver()
  async loansInBreach(@Root() tested: Tested, @Ctx() context: GraphContext) {
    return (await countsOf(tested, context)).loansInBreach;
  }

  @FieldResolver()
  async loansInMultipleBreach(@Root() tested: Tested, @Ctx() context: GraphContext) {
    return (await countsOf(tested, context)).loansInMultipleBreach;
  }

  @FieldResolver()
  async breachedExposure(@Root() tested: Tested, @Ctx() context: GraphContext) {
    return (await countsOf(tested, context)).breachedExposure;
  }

  @FieldResolver()
  async untested(@Root() tested: Tested, @Ctx() context: GraphContext) {
    return (await countsOf(tested, context)).untested;
  }
}

function countsOf(tested: Tested, context: GraphContext): Promise<CovenantCompliance> {
  const { origin } = tested;
  tested.counts ??= kept('covenants', origin, context, async () =>
    complianceOf(await load(context, complianceAggregatesLoader, origin)),
  );
  return tested.counts;
}

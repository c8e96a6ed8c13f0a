import { AnalyticsResolver } from './analytics.resolver.ts';
import { BreakdownResolver } from './breakdown.resolver.ts';
import { CashFlowResolver } from './cash-flow.resolver.ts';
import { ConcentrationResolver, TopExposuresResolver } from './concentration.resolver.ts';
import { CovenantComplianceResolver } from './covenant-compliance.resolver.ts';
import { BreachedLoanConnectionResolver } from './covenant-compliance.type.ts';
import { BreachedLoanResolver, BreachedLoansResolver, CovenantsResolver } from './covenants.resolver.ts';
import { DefaultRiskResolver, RiskyLoanResolver, TopRiskyLoansResolver } from './default-risk.resolver.ts';
import { DistributionResolver } from './distribution.resolver.ts';
import { HealthResolver } from './health.resolver.ts';
import { MaturityResolver } from './maturity.resolver.ts';
import { RatingMigrationResolver, RatingMovesResolver } from './rating-migration.resolver.ts';
import { RatingMoveResolver } from './rating-move.resolver.ts';
import { RatingMoveConnectionResolver } from './rating-move.type.ts';
import { SummaryResolver } from './summary.resolver.ts';

/** Where analytics begin, then each number in the order of the schema. */
export const analyticsResolvers = [
  AnalyticsResolver,
  SummaryResolver,
  DefaultRiskResolver,
  TopRiskyLoansResolver,
  RiskyLoanResolver,
  ConcentrationResolver,
  TopExposuresResolver,
  CovenantsResolver,
  CovenantComplianceResolver,
  BreachedLoansResolver,
  BreachedLoanConnectionResolver,
  BreachedLoanResolver,
  RatingMigrationResolver,
  RatingMovesResolver,
  RatingMoveConnectionResolver,
  RatingMoveResolver,
  MaturityResolver,
  CashFlowResolver,
  HealthResolver,
  BreakdownResolver,
  DistributionResolver,
];

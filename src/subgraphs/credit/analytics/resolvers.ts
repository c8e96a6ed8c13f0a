import { AnalyticsResolver } from './analytics.resolver.ts';
import { BreakdownResolver } from './breakdown/breakdown.resolver.ts';
import { CashFlowResolver } from './cash-flow/cash-flow.resolver.ts';
import { ConcentrationResolver, TopExposuresResolver } from './concentration/concentration.resolver.ts';
import { CovenantComplianceResolver } from './covenants/covenant-compliance.resolver.ts';
import { BreachedLoanConnectionResolver } from './covenants/covenant-compliance.type.ts';
import {
  BreachedLoanResolver,
  BreachedLoansResolver,
  CovenantsResolver,
} from './covenants/covenants.resolver.ts';
import {
  DefaultRiskResolver,
  RiskyLoanResolver,
  TopRiskyLoansResolver,
} from './default-risk/default-risk.resolver.ts';
import { DistributionResolver } from './distribution/distribution.resolver.ts';
import { HealthResolver } from './health/health.resolver.ts';
import { MaturityResolver } from './maturity/maturity.resolver.ts';
import {
  RatingMigrationResolver,
  RatingMovesResolver,
} from './rating-migration/rating-migration.resolver.ts';
import { RatingMoveResolver } from './rating-migration/rating-move.resolver.ts';
import { RatingMoveConnectionResolver } from './rating-migration/rating-move.type.ts';
import { SummaryResolver } from './summary/summary.resolver.ts';

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

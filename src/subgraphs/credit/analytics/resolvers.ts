import { AnalyticsResolver } from './analytics.resolver.ts';
import { BreakdownGroupLineageResolver, BreakdownLineageResolver } from './breakdown/breakdown.lineage.ts';
import { BreakdownResolver } from './breakdown/breakdown.resolver.ts';
import { CashFlowLineageResolver } from './cash-flow/cash-flow.lineage.ts';
import { CashFlowResolver } from './cash-flow/cash-flow.resolver.ts';
import { ConcentrationLineageResolver } from './concentration/concentration.lineage.ts';
import { ConcentrationResolver, TopExposuresResolver } from './concentration/concentration.resolver.ts';
import { CovenantLineageResolver } from './covenants/covenant-compliance.lineage.ts';
import { CovenantComplianceResolver } from './covenants/covenant-compliance.resolver.ts';
import { BreachedLoanConnectionResolver } from './covenants/covenant-compliance.type.ts';
import {
  BreachedLoanResolver,
  BreachedLoansResolver,
  CovenantsResolver,
} from './covenants/covenants.resolver.ts';
import { DefaultRiskLineageResolver } from './default-risk/default-risk.lineage.ts';
import {
  DefaultRiskResolver,
  RiskyLoanResolver,
  TopRiskyLoansResolver,
} from './default-risk/default-risk.resolver.ts';
import { DistributionLineageResolver } from './distribution/distribution.lineage.ts';
import { DistributionResolver } from './distribution/distribution.resolver.ts';
import { HealthLineageResolver } from './health/health.lineage.ts';
import { HealthResolver } from './health/health.resolver.ts';
import { ContributorResolver, LineageResolver } from './lineage/lineage.resolver.ts';
import { MaturityBucketLineageResolver, MaturityLineageResolver } from './maturity/maturity.lineage.ts';
import { MaturityResolver } from './maturity/maturity.resolver.ts';
import { RatingMigrationLineageResolver } from './rating-migration/rating-migration.lineage.ts';
import {
  RatingMigrationResolver,
  RatingMovesResolver,
} from './rating-migration/rating-migration.resolver.ts';
import { RatingMoveResolver } from './rating-migration/rating-move.resolver.ts';
import { RatingMoveConnectionResolver } from './rating-migration/rating-move.type.ts';
import { SummaryLineageResolver } from './summary/summary.lineage.ts';
import { SummaryResolver } from './summary/summary.resolver.ts';

/** Where analytics begin, then each number in the order of the schema. */
export const analyticsResolvers = [
  AnalyticsResolver,
  SummaryResolver,
  SummaryLineageResolver,
  DefaultRiskResolver,
  TopRiskyLoansResolver,
  RiskyLoanResolver,
  DefaultRiskLineageResolver,
  ConcentrationResolver,
  TopExposuresResolver,
  ConcentrationLineageResolver,
  CovenantsResolver,
  CovenantComplianceResolver,
  BreachedLoansResolver,
  BreachedLoanConnectionResolver,
  BreachedLoanResolver,
  CovenantLineageResolver,
  RatingMigrationResolver,
  RatingMovesResolver,
  RatingMoveConnectionResolver,
  RatingMoveResolver,
  RatingMigrationLineageResolver,
  MaturityResolver,
  MaturityLineageResolver,
  MaturityBucketLineageResolver,
  CashFlowResolver,
  CashFlowLineageResolver,
  HealthResolver,
  HealthLineageResolver,
  BreakdownResolver,
  BreakdownLineageResolver,
  BreakdownGroupLineageResolver,
  DistributionResolver,
  DistributionLineageResolver,
  LineageResolver,
  ContributorResolver,
];

import { Ctx, FieldResolver, Float, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../platform/graphql/context.ts';
import { DecimalScalar } from '../../../platform/graphql/scalars.ts';
import { defaultRatesByTenantKeyLoader } from '../rating/default-rates.loader.ts';
import { Loan } from './loan.type.ts';
import {
  expectedLoss,
  type GradeRisk,
  lossGivenDefault,
  probabilityOfDefault,
  riskWeightedAssets,
} from './loan-risk.ts';

/** A loan's own risk figures: from the tenant's table, which is read once for all loans of a request. */
@Resolver(() => Loan)
export class LoanRiskResolver {
  @FieldResolver(() => Float, {
    nullable: true,
    description: "Within a year, a fraction, from the tenant's default rates; null where its grade has none.",
  })
  async probabilityOfDefault(@Root() loan: Loan, @Ctx() context: GraphContext) {
    const grade = await gradeOf(loan, context);
    return grade && probabilityOfDefault(grade);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'LGD: 1 less the recovery rate of its grade, a fraction; null where its grade has none.',
  })
  async lossGivenDefault(@Root() loan: Loan, @Ctx() context: GraphContext) {
    const grade = await gradeOf(loan, context);
    return grade && lossGivenDefault(grade);
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: 'Within a year: amount · PD · LGD, at 2 places; null where its grade has no default rate.',
  })
  async expectedLoss(@Root() loan: Loan, @Ctx() context: GraphContext) {
    const grade = await gradeOf(loan, context);
    return grade && expectedLoss(loan.amount, grade);
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description:
      "Amount · the tenant's risk weight of its grade, at 2 places; null where its grade has none.",
  })
  async riskWeightedAssets(@Root() loan: Loan, @Ctx() context: GraphContext) {
    const grade = await gradeOf(loan, context);
    return grade && riskWeightedAssets(loan.amount, grade);
  }
}

/** Null rather than zeros: a loan that nobody rated is not a loan without risk. */
async function gradeOf(loan: Loan, context: GraphContext): Promise<GradeRisk | null> {
  const rates = await load(context, defaultRatesByTenantKeyLoader, loan.tenantKey);
  return rates.get(loan.creditRating ?? '') ?? null;
}

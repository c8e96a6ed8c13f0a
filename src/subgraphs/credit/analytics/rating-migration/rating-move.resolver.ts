import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../../platform/graphql/global-id.ts';
import { loanByIdLoader } from '../../loan/loan.loaders.ts';
import { Loan } from '../../loan/loan.type.ts';
import type { RatingMoveRow } from './rating-move.rows.ts';
import { RatingMove } from './rating-move.type.ts';

@Resolver(() => RatingMove)
export class RatingMoveResolver {
  @FieldResolver(() => Loan, { description: 'The loan as it is stored.' })
  loan(@Root() { loanKey }: RatingMoveRow, @Ctx() context: GraphContext): Promise<Loan | null> {
    return load(context, loanByIdLoader, toGlobalId('Loan', loanKey));
  }
}

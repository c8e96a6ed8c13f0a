import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { loanByIdLoader } from '../loan/loan.loaders.ts';
import { Loan } from '../loan/loan.type.ts';
import { RatingHistory } from './rating-history.type.ts';

@Resolver(() => RatingHistory)
export class RatingHistoryResolver {
  @FieldResolver(() => Loan, { description: 'Whose grade it is.' })
  loan(@Root() snapshot: RatingHistory, @Ctx() context: GraphContext): Promise<Loan | null> {
    return load(context, loanByIdLoader, toGlobalId('Loan', snapshot.loanKey));
  }
}

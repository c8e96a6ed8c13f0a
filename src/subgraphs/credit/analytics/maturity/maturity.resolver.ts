import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { cost } from '../../../../platform/graphql/limit.directives.ts';
import { Analytics } from '../analytics.type.ts';
import { kept } from '../kept/kept.ts';
import { inScope } from '../scope.ts';
import type { Selection } from '../selection.ts';
import { maturityCellsLoader } from './maturity.rows.ts';
import { maturityOf } from './maturity.ts';
import { MaturityProfile } from './maturity.type.ts';

@Resolver(() => Analytics)
export class MaturityResolver {
  @cost(10)
  @FieldResolver(() => MaturityProfile, { description: 'When the loans fall due.' })
  async maturity(@Root() selection: Selection, @Ctx() context: GraphContext): Promise<MaturityProfile> {
    const scope = inScope(selection);
    return kept('maturity', scope, context, async () =>
      maturityOf(await load(context, maturityCellsLoader, scope), selection.asOf),
    );
  }
}

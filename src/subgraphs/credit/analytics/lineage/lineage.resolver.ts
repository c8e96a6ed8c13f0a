import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { badUserInput } from '../../../../platform/errors.ts';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../../platform/graphql/global-id.ts';
import { constraint, listSize } from '../../../../platform/graphql/limit.directives.ts';
import { loanByIdLoader } from '../../loan/loan.loaders.ts';
import { Loan } from '../../loan/loan.type.ts';
import { contributorsOf, totalOf } from './contributions.ts';
import { Contributor, Lineage, LineageStatement, LineageValue } from './lineage.type.ts';
import type { TracedNumber } from './lineage-of.ts';
import { parametersOf } from './parameters.ts';
import { versionByScopeLoader } from './scope-version.loader.ts';

const DEFAULT_CONTRIBUTORS = 10;
const MAX_CONTRIBUTORS = 100;

@ArgsType()
class ContributorsArgs {
  @constraint({ min: 1, max: MAX_CONTRIBUTORS })
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_CONTRIBUTORS,
    description: `How many loans, from 1 to ${MAX_CONTRIBUTORS}.`,
  })
  first!: number | null;
}

/** What is said of a figure stands in its definition; what is said of its loans is read. */
@Resolver(() => Lineage)
export class LineageResolver {
  @FieldResolver()
  figure(@Root() { name }: TracedNumber): string {
    return name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  }

  @FieldResolver()
  formula(@Root() { figure }: TracedNumber): string {
    return figure.formula;
  }

  @FieldResolver()
  source(@Root() { figure }: TracedNumber): string | null {
    return figure.source;
  }

  @FieldResolver()
  unit(@Root() { figure }: TracedNumber) {
    return figure.unit;
  }

  @FieldResolver()
  inputs(@Root() { figure, args }: TracedNumber): string[] {
    const terms = Object.values(figure.terms);
    return [...new Set(terms.flatMap(({ inputs }) => inputs(args as never)))];
  }

  @listSize({ assumedSize: 10 })
  @FieldResolver(() => [LineageValue], {
    description:
      'What the number was asked with, beside the day: filter, scenario, thresholds and other arguments.',
  })
  parameters(@Root() { args }: TracedNumber): LineageValue[] {
    return parametersOf(args);
  }

  @FieldResolver(() => String, {
    description:
      "The portfolio's dataVersion; of several portfolios the sum, which grows with each of them. While it and the default rates stay the same, so does the number.",
  })
  dataVersion(@Root() { scope }: TracedNumber, @Ctx() context: GraphContext): Promise<string> {
    return load(context, versionByScopeLoader, scope);
  }

  @FieldResolver()
  asOf(@Root() { args }: TracedNumber): string {
    return args.asOf;
  }

  @FieldResolver()
  async rowCount(@Root() number: TracedNumber, @Ctx() context: GraphContext): Promise<number> {
    return (await number.contributions(0, context)).totals.rowCount;
  }

  @FieldResolver()
  async total(@Root() number: TracedNumber, @Ctx() context: GraphContext): Promise<string | null> {
    return totalOf(number.figure, (await number.contributions(0, context)).totals);
  }

  @listSize({ assumedSize: DEFAULT_CONTRIBUTORS, slicingArguments: ['first'] })
  @FieldResolver(() => [Contributor], {
    description:
      'The loans that add most (to a mark of health: least), those first; ties by the larger amount, then by loanId.',
  })
  async contributors(
    @Root() number: TracedNumber,
    @Args(() => ContributorsArgs) { first }: ContributorsArgs,
    @Ctx() context: GraphContext,
  ): Promise<Contributor[]> {
    const size = soundSize(first ?? DEFAULT_CONTRIBUTORS);
    return contributorsOf(number.figure, await number.contributions(size, context));
  }

  @listSize({ assumedSize: 2 })
  @FieldResolver(() => [LineageStatement], {
    nullable: true,
    description:
      'The SQL that reads the number and its contributors, for administrators; FORBIDDEN to others. It is what PostgreSQL gets where nothing else is asked for, and is not executed for this.',
  })
  sql(@Root() number: TracedNumber, @Ctx() context: GraphContext): Promise<LineageStatement[]> {
    return number.statements(context);
  }
}

function soundSize(first: number): number {
  if (first >= 1 && first <= MAX_CONTRIBUTORS) return first;
  throw badUserInput([{ path: ['first'], message: `${first} is not from 1 to ${MAX_CONTRIBUTORS}.` }]);
}

@Resolver(() => Contributor)
export class ContributorResolver {
  @FieldResolver(() => Loan, {
    nullable: true,
    description: 'The stored loan; null if a scenario added it.',
  })
  loan(@Root() { key }: { key: string | null }, @Ctx() context: GraphContext): Promise<Loan | null> | null {
    return key === null ? null : load(context, loanByIdLoader, toGlobalId('Loan', key));
  }
}

import { Arg, type ClassType, FieldResolver, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import { cost } from '../../../../platform/graphql/limit.directives.ts';
import type { Loader } from '../../../../platform/graphql/loader.ts';
import type { Parented } from '../../../../platform/graphql/parented-loader.ts';
import { kept } from '../kept/kept.ts';
import type { ScopeArgs } from '../scope.ts';
import { type Contributions, contributionsLoader } from './contributions.rows.ts';
import type { Figure, TracedRows } from './figure.ts';
import { Lineage, type LineageStatement } from './lineage.type.ts';
import { statementsOf } from './recorded-statements.ts';

/** What an analytic says of itself, beside its numbers, so that they can be traced once that is asked for. */
export interface Traced<Args extends ScopeArgs> {
  origin: Parented<Args>;
}

/** What stands behind `Lineage`: one number of one analytic. Nothing of it has been read yet. */
export interface TracedNumber {
  name: string;
  figure: Figure<never>;
  args: ScopeArgs;
  scope: string;
  contributions(first: number, context: GraphContext): Promise<Contributions>;
  statements(context: GraphContext): Promise<LineageStatement[]>;
}

interface TracedAnalytic<Args extends ScopeArgs> {
  type: () => ClassType;
  /** By the name of the number's field, in capitals; the first is the one that is meant unless another is asked for. */
  figures: Record<string, Figure<Args>>;
  /** An enum made of these names. */
  names: object;
  /** What reads the analytic itself. */
  readBy: Loader<Parented<Args>, unknown>;
  /** The loans by parts; all of the book in one unless given. */
  rows?: TracedRows<Args>;
  /** Which of them is this one; needed where there are parts. */
  part?(analytic: never): string;
}

/** The field `lineage` of an analytic. */
export function lineageOf<Args extends ScopeArgs>({
  type,
  figures,
  names,
  readBy,
  rows,
  part: partOf,
}: TracedAnalytic<Args>) {
  const loaders = Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => [name, contributionsLoader(figure, rows)]),
  );
  const [defaultName] = Object.keys(figures) as [string];

  function traced(analytic: Traced<Args>, name: string): TracedNumber {
    const { parentKey, args } = analytic.origin;
    const part = partOf?.(analytic as never) ?? '';
    const loader = loaders[name] as (typeof loaders)[string];
    const read = (first: number, context: GraphContext) =>
      load(context, loader, { parentKey, args, part, first });
    return {
      ...{ name, figure: figures[name] as Figure<never>, args, scope: parentKey },
      contributions: (first, context) => {
        const scope = { parentKey, args: { ...args, part, first } };
        return kept(`lineage ${type().name} ${name}`, scope, context, () => read(first, context));
      },
      statements: async (context) => [
        ...(await statementsOf('number', context, (recorder) => load(recorder, readBy, { parentKey, args }))),
        ...(await statementsOf('contributors', context, (recorder) => read(1, recorder))),
      ],
    };
  }

  @Resolver(type)
  class LineageFieldResolver {
    @cost(20)
    @FieldResolver(() => Lineage, {
      description: 'Where a number of this comes from, loan by loan; read only if asked for.',
    })
    lineage(
      @Root() analytic: Traced<Args>,
      @Arg('of', () => names, { defaultValue: defaultName, description: 'Which number.' }) name: string,
    ): TracedNumber {
      return traced(analytic, name);
    }
  }
  return LineageFieldResolver;
}

import { sql } from 'kysely';
import { badUserInput, type Issue, notFound } from '../../../platform/errors.ts';
import { type GraphContext, load, viewerOf } from '../../../platform/graphql/context.ts';
import { readRowKey, toGlobalId } from '../../../platform/graphql/global-id.ts';
import type { Loader } from '../../../platform/graphql/loader.ts';
import { creditDb } from '../entities.ts';
import { visiblePortfolios } from '../portfolio/visible-portfolios.ts';
import type { Selection } from './selection.ts';

export const MAX_PORTFOLIOS = 500;
const PATH = 'portfolioIds';

type Portfolios = Pick<Selection, 'portfolioKeys' | 'currency'>;
/** Database keys, or all that the viewer may read. */
type Wanted = string[] | 'ALL';
type Row = { key: string; currency: string };

/** The portfolios with these ids, or all that the viewer may read; in one currency, or BAD_USER_INPUT. */
export async function selectPortfolios(
  ids: string[] | null | undefined,
  context: GraphContext,
): Promise<Portfolios> {
  const wanted = ids ? keysOf(ids) : 'ALL';
  const found = await load(context, visiblePortfoliosLoader, wanted);
  const missing = wanted === 'ALL' ? undefined : firstMissing(wanted, found);
  if (missing !== undefined) throw notFound(`Portfolio ${toGlobalId('Portfolio', missing)}`);
  return { portfolioKeys: found.map(({ key }) => key), currency: onlyCurrency(found) };
}

function keysOf(ids: string[]): string[] {
  if (ids.length > MAX_PORTFOLIOS) {
    throw badUserInput([{ path: [PATH], message: `${ids.length} ids; at most ${MAX_PORTFOLIOS}.` }]);
  }
  const keys = ids.map((id) => readRowKey('Portfolio', id));
  const issues: Issue[] = keys.flatMap((key, index) =>
    key === null ? [{ path: [PATH, index], message: 'This is not the id of a Portfolio.' }] : [],
  );
  if (issues.length > 0) throw badUserInput(issues);
  return keys as string[];
}

/**
 * Those of the wanted portfolios that the viewer may read. Selections that are asked for together are read together,
 * and so arrive together at the loaders of the numbers.
 */
const visiblePortfoliosLoader: Loader<Wanted, Row[]> = {
  identityOf: (wanted) => (wanted === 'ALL' ? wanted : wanted.join(' ')),
  async batch(selections, context) {
    const rows = await readPortfolios(selections.includes('ALL') ? 'ALL' : selections.flat(), context);
    return selections.map((wanted) => (wanted === 'ALL' ? rows : rowsOf(wanted, rows)));
  },
};

function rowsOf(wanted: string[], rows: Row[]): Row[] {
  const keys = new Set(wanted);
  return rows.filter(({ key }) => keys.has(key));
}

async function readPortfolios(wanted: Wanted, context: GraphContext): Promise<Row[]> {
  const isWanted = wanted === 'ALL' ? sql`true` : sql`p.id = any(${wanted}::bigint[])`;
  const { rows } = await sql<Row>`
    select p.id::text as key, p.currency from portfolios p
    where ${isWanted} and ${visiblePortfolios(viewerOf(context))} order by p.id`.execute(creditDb(context));
  return rows;
}

function firstMissing(wanted: string[], found: Row[]): string | undefined {
  const visible = new Set(found.map(({ key }) => key));
  return wanted.find((key) => !visible.has(key));
}

function onlyCurrency(portfolios: Row[]): string | null {
  const currencies = [...new Set(portfolios.map(({ currency }) => currency))].sort();
  if (currencies.length > 1) {
    const message = `The portfolios are in ${currencies.join(', ')}; pass portfolioIds of one currency.`;
    throw badUserInput([{ path: [PATH], message }]);
  }
  return currencies[0] ?? null;
}

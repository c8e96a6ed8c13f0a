import { sql } from 'kysely';
import { isOneOf, PREPARED } from '../../../../platform/database/pool/prepared-statements.ts';
import { type GraphContext, load, viewerOf } from '../../../../platform/graphql/context.ts';
import type { Loader } from '../../../../platform/graphql/loader.ts';
import { creditDb } from '../../entities.ts';
import { visiblePortfolios } from '../../portfolio/visible-portfolios.ts';
import { keysIn } from '../scope.ts';

/**
 * The version of all that numbers over a portfolio `p` are made from: the portfolio with its loans and ratings, and its
 * tenant's default rates. `xmin` is the transaction that wrote a row. Beside `data_version` it tells a database apart
 * that was restored and went on differently; the default rates, which have no version, are known by it and their values.
 */
export const dataVersion = sql<string>`concat_ws(' ', p.data_version || '.' || p.xmin, (
  select sum(hashtextextended(r.xmin || r::text, 0)) from default_rates r where r.tenant_id = p.tenant_id))`;

/** The versions of a scope's portfolios; null where the viewer may not read all of them. */
export const dataVersionByScopeLoader: Loader<string, string | null> = { batch: readVersions };

/** The same as it is now: read anew, in one statement for all that ask at the same time. */
export const dataVersionNow = (scope: string, context: GraphContext): Promise<string | null> =>
  load(context, currentVersionLoader, { scope });

const currentVersionLoader: Loader<{ scope: string }, string | null> = {
  batch: (questions, context) =>
    readVersions(
      questions.map(({ scope }) => scope),
      context,
    ),
};

async function readVersions(scopes: readonly string[], context: GraphContext): Promise<(string | null)[]> {
  const keys = [...new Set(scopes.flatMap(keysIn))];
  const { rows } = await sql<{ key: string; version: string }>`${PREPARED}
    select p.id::text as key, ${dataVersion} as version from portfolios p
    where ${isOneOf(sql`p.id`, keys)} and ${visiblePortfolios(viewerOf(context))}`.execute(creditDb(context));
  const versions = new Map(rows.map(({ key, version }) => [key, version]));
  return scopes.map((scope) => {
    const ofScope = keysIn(scope).map((key) => versions.get(key));
    return ofScope.includes(undefined) ? null : ofScope.join(', ');
  });
}

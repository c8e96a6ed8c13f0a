import { sql } from 'kysely';
import { viewerOf } from '../../../../platform/graphql/context.ts';
import type { Loader } from '../../../../platform/graphql/loader.ts';
import { creditDb } from '../../entities.ts';
import { visiblePortfolios } from '../../portfolio/visible-portfolios.ts';
import { keysIn } from '../scope.ts';

/** The sum of `dataVersion` over a scope's portfolios: each only grows, so any change makes it another. */
export const versionByScopeLoader: Loader<string, string> = {
  async batch(scopes, context) {
    const keys = [...new Set(scopes.flatMap(keysIn))];
    const { rows } = await sql<{ key: string; version: string }>`
      select p.id::text as key, p.data_version::text as version from portfolios p
      where p.id = any(${keys}::bigint[]) and ${visiblePortfolios(viewerOf(context))}`.execute(
      creditDb(context),
    );
    const versions = new Map(rows.map(({ key, version }) => [key, BigInt(version)]));
    return scopes.map((scope) =>
      String(keysIn(scope).reduce((sum, key) => sum + (versions.get(key) ?? 0n), 0n)),
    );
  },
};

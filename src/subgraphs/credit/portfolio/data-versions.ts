import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { DataVersions, RootCall } from '../../../platform/data-versions.ts';
import { isOneOf } from '../../../platform/database/pool/prepared-statements.ts';
import { viewerOf } from '../../../platform/graphql/context.ts';
import { readRowKey } from '../../../platform/graphql/global-id.ts';
import { creditDb } from '../entities.ts';
import { visiblePortfolios } from './visible-portfolios.ts';

/**
 * All of credit is made of portfolios, whose version grows with their loans and ratings, and of default rates; runs of
 * imports apart, which are kept even where nothing came of them. As for kept numbers, `xmin` tells a database apart that
 * was restored and went on differently.
 */
export const dataVersions: DataVersions = {
  covers: (typeName, fieldName) => !typeName.startsWith('Import') && !fieldName.startsWith('import'),

  async versionOf(calls, context) {
    const keys = namedPortfolios(calls);
    const visible = visiblePortfolios(viewerOf(context));
    const meant = keys ? sql<SqlBool>`${isOneOf(sql`p.id`, keys)} and ${visible}` : visible;
    const { rows } = await sql<{ count: string; version: string }>`
      with meant as (
        select p.tenant_id, concat_ws('.', p.id, p.data_version, p.xmin) as version from portfolios p where ${meant})
      select count(*) as count, concat_ws(' ', count(*), ${sumOf(sql`version`)}, (
        select ${sumOf(sql`r.xmin || r::text`)} from default_rates r
        where r.tenant_id in (select tenant_id from meant))) as version
      from meant`.execute(creditDb(context));
    const [found] = rows;
    if (!found || (keys && Number(found.count) < keys.length)) return null;
    return found.version;
  },
};

/** Of texts in any order. */
const sumOf = (text: RawBuilder<unknown>) => sql`sum(hashtextextended(${text}, 0))`;

/** The keys of the portfolios that root fields name, where they name all that they are about; else null. */
function namedPortfolios(calls: RootCall[]): string[] | null {
  const ids = calls.map(({ field, args }) =>
    field === 'portfolio' ? [args.id] : field === 'analytics' ? args.portfolioIds : null,
  );
  if (ids.length === 0 || !ids.every(Array.isArray)) return null;
  const keys = ids.flat().map((id) => readRowKey('Portfolio', String(id)));
  return keys.includes(null) ? null : [...new Set(keys as string[])];
}

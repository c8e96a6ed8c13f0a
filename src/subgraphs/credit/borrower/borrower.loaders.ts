import { type SqlBool, sql } from 'kysely';
import { readGlobalId } from '../../../platform/graphql/global-id.ts';
import { inOrderOf, type Loader } from '../../../platform/graphql/loader.ts';
import { creditDb } from '../entities.ts';
import { mayRead } from '../loan/loan.rows.ts';
import { borrowerColumns, borrowersOf, toBorrower } from './borrower.rows.ts';
import type { Borrower } from './borrower.type.ts';

const KEY = /^([1-9]\d{0,17}):(.+)$/s;

/** A borrower by its public id, where the viewer may read its portfolio. */
export const borrowerByIdLoader: Loader<string, Borrower | null> = {
  async batch(ids, context) {
    const keys = ids.map(readKey).filter((key) => key !== null);
    const wanted = sql`unnest(${keys.map(([portfolioKey]) => portfolioKey)}::bigint[], ${keys.map(([, name]) => name)}::text[])`;
    const { rows } = await sql<Record<string, unknown>>`
      select ${borrowerColumns}
      from ${borrowersOf(sql<SqlBool>`(l.portfolio_id, l.borrower) in (select * from ${wanted})`)}
      join portfolios p on p.id = b.portfolio_id
      where ${mayRead(context)}`.execute(creditDb(context));
    return inOrderOf(ids, rows.map(toBorrower), (borrower) => borrower.id);
  },
};

/** The portfolio's key and the name inside a borrower's public id. */
function readKey(id: string): [portfolioKey: string, name: string] | null {
  const parsed = readGlobalId(id);
  const match = parsed?.typename === 'Borrower' ? KEY.exec(parsed.key) : null;
  return match && [match[1] as string, match[2] as string];
}

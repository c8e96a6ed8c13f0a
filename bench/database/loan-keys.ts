import { onDatabase } from './cluster.ts';
import type { Portfolio } from './portfolios.ts';

const MOST = 1_000;

/** Public ids of loans of the portfolios, at most a thousand: enough to write a different one each time. */
export async function loanIdsOf(databaseUrl: string, portfolios: Portfolio[]): Promise<string[]> {
  const keys = portfolios.map(({ key }) => key);
  const { rows } = await onDatabase(databaseUrl, (client) =>
    client.query<{ key: string }>(
      `select key from (
        select l.id::text as key, row_number() over (partition by p.id order by l.id) as place
        from portfolios p cross join lateral (
          select id from loans where portfolio_id = p.id order by id limit $2) l
        where p.id = any($1::bigint[])) loans
      order by place limit $2`,
      [keys, MOST],
    ),
  );
  return rows.map(({ key }) => Buffer.from(`Loan:${key}`).toString('base64url'));
}

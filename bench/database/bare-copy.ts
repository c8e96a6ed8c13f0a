import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { onDatabase } from './cluster.ts';
import { LOAN_COLUMNS, type LoansFile } from './loans-file.ts';

/**
 * How long PostgreSQL takes to COPY a file into the table as it is, with its indexes and keys but without triggers:
 * seconds. What the file does not say, tenant and portfolio, are defaults.
 */
export function bareCopySeconds(databaseUrl: string, { path }: LoansFile): Promise<number> {
  return onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string; tenant: string }>(
      'select id::text as id, tenant_id::text as tenant from portfolios order by id desc limit 1',
    );
    const { id, tenant } = rows[0]!;
    await client.query(
      `alter table loans alter tenant_id set default ${tenant}, alter portfolio_id set default ${id}`,
    );
    await client.query('alter table loans disable trigger user');
    const start = performance.now();
    const copy = copyFrom(`copy loans (${LOAN_COLUMNS}) from stdin (format csv, header)`);
    await pipeline(createReadStream(path), client.query(copy));
    return (performance.now() - start) / 1_000;
  });
}

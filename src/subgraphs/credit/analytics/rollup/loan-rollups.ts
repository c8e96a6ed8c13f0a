import { sql } from 'kysely';
import type { Rollups } from '../../../../platform/rollups.ts';
import { creditDb } from '../../entities.ts';
import { rollupDrift } from './rollup-drift.rows.ts';

/** The sums over loans, a portfolio at a time. */
export const loanRollups: Rollups = {
  async differences(context) {
    const drift = await rollupDrift(creditDb(context));
    return drift.map(
      ({ portfolioKey, name, differences }) =>
        `Portfolio ${portfolioKey} (${name}): ${differences} sums differ from its loans.`,
    );
  },
  async rebuild({ em }) {
    const portfolios = await em.execute<{ id: string }[]>('select id::text from portfolios order by id');
    for (const { id } of portfolios) {
      await em.fork().transactional(async (transaction) => {
        const db = creditDb({ em: transaction });
        // Locked like by any writer, and raised: whoever kept an answer from before must ask again.
        await sql`update portfolios set data_version = data_version + 1 where id = ${id}`.execute(db);
        await sql`select rebuild_rollups(${id})`.execute(db);
      });
    }
    return portfolios.length;
  },
};

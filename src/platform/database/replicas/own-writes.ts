import type { MikroORM, SqlEntityManager } from '@mikro-orm/postgresql';
import { type RawBuilder, sql } from 'kysely';
import { PREPARED } from '../pool/prepared-statements.ts';

/** By the driver, which every EntityManager of a database has in common. */
const marked = new WeakSet<object>();

/** From now on, who writes into this database is noted: it has replicas, which may not have it yet. */
export const noteWritesInto = (orm: MikroORM): void => {
  marked.add(orm.em.getDriver());
};

export const notesWrites = (em: SqlEntityManager): boolean => marked.has(em.getDriver());

/**
 * Notes these users' change as the last statement of its transaction: what holds a row of this table waits for nothing
 * but its own commit. The later commit overwrites, whichever transaction is the younger one: whoever sees it sees
 * both changes.
 */
export async function noteWrite(em: SqlEntityManager, userKeys: Iterable<string>): Promise<void> {
  // In one order, so that two transactions of the same users never wait for each other crosswise.
  const keys = [...new Set(userKeys)].sort();
  if (keys.length === 0) return;
  await sql`${PREPARED}
    insert into last_writes (user_id, xact)
    select user_id, pg_current_xact_id() from unnest(${keys}::bigint[]) with ordinality as t (user_id, place) order by place
    on conflict (user_id) do update set xact = excluded.xact`.execute(em.getKysely());
}

/** Another column, `"lastWrite"`, for a statement that finds a user by `userKey`; nothing where no writes are noted. */
export const lastWriteColumn = (em: SqlEntityManager, userKey: RawBuilder<unknown>): RawBuilder<unknown> =>
  notesWrites(em)
    ? sql`, (select w.xact::text from last_writes w where w.user_id = ${userKey}) as "lastWrite"`
    : sql``;

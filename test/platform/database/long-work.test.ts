import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { takingLong } from '../../../src/platform/database/long-work.ts';
import { currentDeadline, withDeadline } from '../../../src/platform/deadline.ts';
import { useTestDatabase } from '../../support/database.ts';

const MAX_AT_ONCE = 5;

const database = useTestDatabase();

const long = <Result>(work: (em: SqlEntityManager) => Promise<Result>) =>
  (database.orm.em.fork() as SqlEntityManager).transactional((em) => takingLong(em, () => work(em)));

const limits = (em: SqlEntityManager) =>
  em.execute(
    "select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle",
  );

describe('work that takes long by nature', () => {
  it('has ten minutes on the server, in its own transaction only', async () => {
    expect(await long(limits)).toEqual([{ statement: '10min', idle: '10min' }]);
    expect(await limits(database.orm.em.fork() as SqlEntityManager)).toEqual([
      { statement: '10s', idle: '30s' },
    ]);
  });

  it('outlasts the deadline of its request, which then goes on', async () => {
    const seen = await withDeadline(2_000, async () => {
      const within = await long(async (em) => {
        await em.execute('select pg_sleep(2.5)');
        return currentDeadline()?.refusal;
      });
      return [within, currentDeadline()?.refusal];
    });
    expect(seen).toEqual([undefined, undefined]);
  });

  it('leaves half of the connections to others', async () => {
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    let begun = 0;
    const holders = Array.from({ length: MAX_AT_ONCE }, () =>
      long(async () => {
        begun += 1;
        await over;
      }),
    );
    while (begun < MAX_AT_ONCE) await new Promise(setImmediate);
    await expect(long(async () => {})).rejects.toMatchObject({
      extensions: { code: 'SERVICE_UNAVAILABLE' },
    });
    end();
    await Promise.all(holders);
    await long(async () => {});
  });
});

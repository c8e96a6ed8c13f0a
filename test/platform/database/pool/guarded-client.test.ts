import { setTimeout as sleep } from 'node:timers/promises';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { from } from 'pg-copy-streams';
import { copyRows } from '../../../../src/platform/database/copy/copy-rows.ts';
import { clientOf } from '../../../../src/platform/database/copy/pool-clients.ts';
import { withDeadline } from '../../../../src/platform/deadline.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { backendRunning, nothingRuns, running, terminateAll } from './backends.ts';

const POOL_SIZE = 10;
/** A second for the server to react, half of one for what hangs altogether, and what a busy machine adds. */
const REACTION_LIMIT_MS = 4_000;
const TOO_LATE = { extensions: { code: 'DEADLINE_EXCEEDED' } };
const UNAVAILABLE = { extensions: { code: 'SERVICE_UNAVAILABLE' } };

const database = useTestDatabase();
const fork = () => database.orm.em.fork() as SqlEntityManager;
const ask = (statement: string) => fork().execute(statement);
const poolOf = () => database.orm.em.getDriver().getConnection().getNativeClient();

/**
 * Runs work whose deadline passes at a moment. Answers how its caller hears of the end and how long after, and how
 * the work itself ended, if it did.
 */
async function passedAt(moment: () => Promise<unknown>, work: () => Promise<unknown>) {
  let passedAtMs = 0;
  let fault: unknown;
  const ended = withDeadline(60_000, async (deadline) => {
    const running = work().catch((error) => {
      fault = error;
      throw error;
    });
    running.catch(() => {});
    await moment();
    passedAtMs = performance.now();
    deadline.pass();
    return running;
  });
  const error = await ended.then(
    () => null,
    (refusal) => refusal,
  );
  return { error, fault, tookMs: performance.now() - passedAtMs };
}
const whileRunning = (pattern: string) => () => backendRunning(database, pattern);

/** What the test's own table holds, seen from outside. */
const written = async () => (await database.query('select 1 from written')).length;

/** More often than there are connections: whatever keeps one for itself is found out. */
const moreThanThePool = async (work: () => Promise<unknown>) => {
  for (let time = 0; time < POOL_SIZE + 2; time++) await work();
  expect(await ask('select 1 as one')).toEqual([{ one: 1 }]);
};

beforeAll(async () => {
  await database.query('create table written (place text)');
  await database.query(`
    create function slow_commit() returns trigger language plpgsql as $$
    begin perform pg_sleep(new.place); return null; end $$;
    create table written_late (place float);
    create constraint trigger waits after insert on written_late deferrable initially deferred
      for each row execute function slow_commit()`);
  const role = new URL(database.url).username;
  await database.query(`grant all on written, written_late to "${role}"`);
});
beforeEach(() => database.query('truncate written, written_late'));

describe('once the deadline has passed', () => {
  it('what runs is cancelled on the server', async () => {
    const { error, tookMs } = await passedAt(whileRunning('pg_sleep'), () => ask('select pg_sleep(30)'));
    expect(error).toMatchObject(TOO_LATE);
    expect(tookMs).toBeLessThan(REACTION_LIMIT_MS);
    await nothingRuns(database, 'pg_sleep');
  });

  it('so is what waits for a lock', async () => {
    const holder = fork();
    await holder.begin();
    await holder.execute('lock table written in access exclusive mode');
    const { error } = await passedAt(whileRunning('from written'), () => ask('select * from written'));
    await holder.rollback();
    expect(error).toMatchObject(TOO_LATE);
    await nothingRuns(database, 'from written');
  });

  it('nothing starts', async () => {
    const late = withDeadline(60_000, async (deadline) => {
      deadline.pass();
      return ask('insert into written values (1)');
    });
    await expect(late).rejects.toMatchObject(TOO_LATE);
    expect(await written()).toBe(0);
  });

  it('a transaction is not committed, and gives its connection back', async () => {
    const pid = () => ask('select pg_backend_pid() as pid');
    const before = await pid();
    await moreThanThePool(async () => {
      const late = withDeadline(60_000, (deadline) =>
        fork().transactional(async (em) => {
          await em.execute('insert into written values (1)');
          deadline.pass();
        }),
      );
      await expect(late).rejects.toMatchObject(TOO_LATE);
    });
    expect(await written()).toBe(0);
    // It was rolled back rather than cut off.
    expect(await pid()).toEqual(before);
  });

  it('a transaction that is stuck in a statement is rolled back', async () => {
    const { error } = await passedAt(whileRunning('pg_sleep'), () =>
      fork().transactional(async (em) => {
        await em.execute('insert into written values (1)');
        await em.execute('select pg_sleep(30)');
      }),
    );
    expect(error).toMatchObject(TOO_LATE);
    expect(await written()).toBe(0);
  });

  it('a transaction that waits for something else loses its connection, and with it its locks', async () => {
    const locked = Promise.withResolvers<void>();
    const { error } = await passedAt(
      () => locked.promise,
      () =>
        fork().transactional(async (em) => {
          await em.execute('lock table written in access exclusive mode');
          locked.resolve();
          await new Promise(() => {});
        }),
    );
    expect(error).toMatchObject(TOO_LATE);
    expect(await written()).toBe(0);
  });

  /** One large row after the other, with a pause between. */
  function copying(pause: () => Promise<unknown>) {
    async function* rows() {
      for (let row = 0; row < 1_000; row++) {
        yield [['x'.repeat(100_000)]];
        await pause();
      }
    }
    return fork().transactional((em) => copyRows(em.getKysely(), 'written', ['place'], rows()));
  }

  it('a COPY ends whose rows never come', async () => {
    const { error } = await passedAt(whileRunning('copy'), () => copying(() => new Promise(() => {})));
    expect(error).toMatchObject(TOO_LATE);
    await nothingRuns(database, 'copy');
    expect(await written()).toBe(0);
  });

  it('a COPY ends whose rows come one by one, and says why', async () => {
    const { fault } = await passedAt(whileRunning('copy'), () => copying(() => sleep(10)));
    expect(fault).toMatchObject(TOO_LATE);
    expect(await written()).toBe(0);
  });

  it('a COPY begins no more', async () => {
    const late = withDeadline(60_000, (deadline) =>
      fork().transactional(async (em) => {
        const client = await clientOf(em.getKysely());
        deadline.pass();
        client.query(from('copy written from stdin'));
      }),
    );
    await expect(late).rejects.toMatchObject(TOO_LATE);
  });

  it('a server that does not react is left alone', async () => {
    let stopped = 0;
    const hangs = async () => {
      stopped = await backendRunning(database, 'pg_sleep');
      process.kill(stopped, 'SIGSTOP');
    };
    try {
      const { error, tookMs } = await passedAt(hangs, () => ask('select pg_sleep(30)'));
      expect(error).toMatchObject(TOO_LATE);
      expect(tookMs).toBeLessThan(REACTION_LIMIT_MS);
      expect(await ask('select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      process.kill(stopped, 'SIGCONT');
    }
  });

  it('a cancellation never meets the statement of somebody else', async () => {
    for (let round = 0; round < 20; round++) {
      // It ends by itself at about the time when it is cancelled.
      await withDeadline(30, () => ask('select pg_sleep(0.03)')).catch(() => {});
      expect(await ask('select pg_sleep(0.01)')).toHaveLength(1);
    }
  });

  it('who waits for a connection waits no longer, and takes none away', async () => {
    const pool = await poolOf();
    const holders = Array.from({ length: POOL_SIZE }, () => ask('select pg_sleep(1)'));
    const waits = async () => {
      while (pool.waitingCount === 0) await sleep(5);
    };
    const { error, tookMs } = await passedAt(waits, () => ask('select 1'));
    expect(error).toMatchObject(UNAVAILABLE);
    expect(tookMs).toBeLessThan(1_000);
    await Promise.all(holders);
    await Promise.all(Array.from({ length: POOL_SIZE * 2 }, () => ask('select 1')));
  });
});

describe('a commit', () => {
  const slowly = (seconds: number) => () =>
    fork().transactional((em) => em.execute(`insert into written_late values (${seconds})`));
  const kept = async () => (await database.query('select 1 from written_late')).length;

  it('that has begun in time may end a little later', async () => {
    const { error } = await passedAt(whileRunning('commit'), slowly(0.5));
    expect(error).toBeNull();
    expect(await kept()).toBe(1);
  });

  it('whose answer is lost has an unknown outcome, and says so', async () => {
    const { error } = await passedAt(whileRunning('commit'), slowly(30));
    expect(error).toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE', outcome: 'UNKNOWN' } });
    await terminateAll(database);
  });

  it('is not acknowledged where PostgreSQL rolled back instead', async () => {
    const failed = fork().transactional(async (em) => {
      await em.execute('insert into written values (1)');
      await em.execute('select 1 / 0').catch(() => {});
    });
    await expect(failed).rejects.toThrow('nothing was committed');
    expect(await written()).toBe(0);
  });
});

describe('where connections are lost', () => {
  it('idle ones are replaced', async () => {
    await Promise.all(Array.from({ length: POOL_SIZE }, () => ask('select pg_sleep(0.05)')));
    expect(await terminateAll(database)).toBe(POOL_SIZE);
    await Promise.all(Array.from({ length: POOL_SIZE * 2 }, () => ask('select 1')));
  });

  it('a transaction fails as unavailable, and gives its connection back', async () => {
    await moreThanThePool(async () => {
      const lost = fork().transactional(async (em) => {
        await em.execute('insert into written values (1)');
        await terminateAll(database);
        await em.execute('insert into written values (2)');
      });
      await expect(lost).rejects.toMatchObject(UNAVAILABLE);
    });
    expect(await written()).toBe(0);
  });

  it('so does one that cannot even begin', async () => {
    await moreThanThePool(async () => {
      const { acquired, em } = await aboutToBegin();
      await terminateAll(database);
      acquired.resolve();
      await expect(em).rejects.toBeDefined();
    });
  });

  it('a statement that was running is told in words of PostgreSQL', async () => {
    const work = ask('select pg_sleep(30)');
    work.catch(() => {});
    await backendRunning(database, 'pg_sleep');
    await terminateAll(database);
    await expect(work).rejects.toMatchObject({ code: '57P01' });
  });

  /** A transaction whose connection is lent, and whose BEGIN is not sent yet. */
  async function aboutToBegin() {
    const pool = await poolOf();
    const acquired = Promise.withResolvers<void>();
    const lent = Promise.withResolvers<void>();
    const { connect } = pool;
    pool.connect = (async () => {
      pool.connect = connect;
      const client = await pool.connect();
      lent.resolve();
      await acquired.promise;
      return client;
    }) as typeof connect;
    const em = fork().transactional(async () => {});
    em.catch(() => {});
    await lent.promise;
    return { acquired, em };
  }
});

test('a session writes to the disk what it acknowledges, and is bounded by the server, too', async () => {
  const shown = async (name: string) => {
    const { rows } = await sql<Record<string, string>>`show ${sql.raw(name)}`.execute(fork().getKysely());
    return Object.values(rows[0] as object)[0];
  };
  expect(await shown('synchronous_commit')).toBe('on');
  expect(await shown('statement_timeout')).toBe('10s');
  expect(await shown('idle_in_transaction_session_timeout')).toBe('30s');
  expect(await shown('application_name')).toBe('riskgraph');
  expect(await running(database, 'nothing like this')).toEqual([]);
});

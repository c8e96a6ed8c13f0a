import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isRunning, processIdentity } from '../../src/platform/database/embedded/process-identity.ts';
import { backendRunning, terminateAll } from '../platform/database/pool/backends.ts';
import { useTestServer } from '../support/http.ts';
import { PASSWORD, seedIdentity } from '../support/identity-fixtures.ts';
import { useOwnServer } from '../support/own-server.ts';

const PORTFOLIOS = '{ portfolios { nodes { name } } }';
const CREATE = 'mutation ($name: String!) { createPortfolio(input: { name: $name }) { id } }';
const RETURN_LIMIT_MS = 5_000;

describe('a PostgreSQL that is stopped and comes back', () => {
  const database = useOwnServer();
  const server = useTestServer(database);
  let token: string;
  beforeAll(async () => {
    await seedIdentity(database);
    token = await server.signIn('a.portfolio_manager', PASSWORD);
  });

  const get = async (path: string) => (await fetch(`${server.url}${path}`)).status;
  /** Many at once, so that every connection of the pool has its turn. */
  const crowd = () => Promise.all(Array.from({ length: 30 }, () => server.ask(PORTFOLIOS, {}, token)));
  const serves = async () => {
    const startedAt = performance.now();
    while ((await server.ask(PORTFOLIOS, {}, token)).status !== 200 || (await get('/readyz')) !== 200) {
      await sleep(20);
    }
    const statuses = (await crowd()).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(performance.now() - startedAt).toBeLessThan(RETURN_LIMIT_MS);
  };
  const expectRefusals = async (message: string) => {
    for (const { status, headers, body } of await crowd()) {
      expect([status, headers.get('retry-after')]).toEqual([503, '1']);
      expect(body.errors).toMatchObject([{ message, extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
      expect(body.data).toBeUndefined();
    }
  };

  it('while it stops, while it is gone, and afterwards', async () => {
    await crowd();
    const identity = (await processIdentity(await database.pid())) as string;
    const last = new pg.Client({ connectionString: database.ownerUrl });
    await last.connect();
    // A smart shutdown: it waits for whoever is connected, and lets nobody else in.
    process.kill(await database.pid(), 'SIGTERM');
    await sleep(100);
    await last.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'riskgraph' and pid <> pg_backend_pid()",
    );
    await sleep(100);
    await expectRefusals('The database is being stopped or started. Try again.');

    await last.end();
    while (await isRunning(identity)) await sleep(20);
    await expectRefusals('The database cannot be reached. Try again.');
    await sleep(1_000);
    expect([await get('/healthz'), await get('/readyz')]).toEqual([200, 503]);

    await database.start();
    await serves();
  });

  it('in the middle of a commit: nobody is asked to repeat what may have been done', async () => {
    await database.query(`
      create function hang() returns trigger language plpgsql as $$ begin perform pg_sleep(30); return null; end $$;
      create constraint trigger hangs after insert on portfolios deferrable initially deferred
        for each row execute function hang()`);
    const asked = server.ask(CREATE, { name: 'Perhaps' }, token);
    // It ends without a word, and the server restarts.
    process.kill(await backendRunning(database, 'commit'), 'SIGKILL');
    const { status, headers, body } = await asked;
    expect([status, headers.get('retry-after')]).toEqual([503, null]);
    expect(body.errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE', outcome: 'UNKNOWN' } }]);
    await serves();
    await database.query('drop trigger hangs on portfolios');
  });

  it('with transactions open: no connection stays lost', async () => {
    for (let round = 0; round < 3; round++) {
      const holder = new pg.Client({ connectionString: database.ownerUrl });
      await holder.connect();
      await holder.query('begin; lock table portfolios in access exclusive mode');
      const asked = Array.from({ length: 10 }, () => server.ask(CREATE, { name: 'Lost' }, token));
      await backendRunning(database, 'insert into "portfolios"');
      await sleep(200);
      await terminateAll(database);
      await holder.end();
      const statuses = (await Promise.all(asked)).map(({ status }) => status);
      expect(new Set([...statuses, 200, 503])).toEqual(new Set([200, 503]));
      expect(statuses).toContain(503);
    }
    await serves();
  });
});

import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import express from 'express';
import { healthRoutes } from '../../../src/gateway/health/health-routes.ts';
import { entities } from '../../../src/gateway/subgraphs.ts';
import { connectDatabase } from '../../../src/platform/database/connect.ts';
import { useTestDatabase } from '../../support/database.ts';

/** Two seconds, and what a busy machine adds. */
const ANSWER_LIMIT_MS = 3_000;
const FRESH_MS = 1_000;

/** The way to a server: it counts who goes there, and can keep everyone waiting. */
class Way {
  connections = 0;
  isBlocked = false;
  readonly #sockets: Socket[] = [];
  readonly #server = createServer((socket) => this.#lead(socket));
  readonly #target: URL;

  constructor(target: string) {
    this.#target = new URL(target);
  }

  async open(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return Object.assign(new URL(this.#target), { host: `127.0.0.1:${port}` }).href;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #lead(socket: Socket): void {
    this.connections += 1;
    this.#sockets.push(socket.on('error', () => {}));
    if (this.isBlocked) return;
    const onward = connect(Number(this.#target.port), this.#target.hostname).on('error', () => {});
    this.#sockets.push(onward);
    socket.pipe(onward).pipe(socket);
  }
}

describe('health', () => {
  const database = useTestDatabase();
  let way: Way;
  let orm: MikroORM;
  let http: Server;
  let isStopping = false;
  beforeEach(async () => {
    way = new Way(database.url);
    orm = await connectDatabase(await way.open(), entities);
    http = express()
      .use(
        healthRoutes({
          orm,
          isEmbedded: false,
          redisUrl: undefined,
          commit: undefined,
          isStopping: () => isStopping,
          isAdministrator: async ({ headers }) => headers.authorization === 'of an administrator',
        }),
      )
      .listen(0);
  });
  afterEach(async () => {
    http.closeAllConnections();
    http.close();
    way.close();
    await orm.close();
    isStopping = false;
  });

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const { port } = http.address() as AddressInfo;
    const startedAt = performance.now();
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    return { answer: [response.status, await response.json()], tookMs: performance.now() - startedAt };
  };
  const OK = [200, { status: 'ok' }];
  const AWAY = [503, { status: 'the database does not answer' }];

  it('is fine', async () => {
    expect((await get('/healthz')).answer).toEqual(OK);
    expect((await get('/readyz')).answer).toEqual(OK);
  });

  it('is asked of the database once, however many want to know', async () => {
    const before = way.connections;
    const answers = await Promise.all(Array.from({ length: 100 }, () => get('/readyz')));
    expect(answers.every(({ answer }) => answer[0] === 200)).toBe(true);
    await get('/readyz');
    expect(way.connections).toBe(before + 1);
    await sleep(FRESH_MS + 200);
    await get('/readyz');
    expect(way.connections).toBe(before + 2);
  });

  it('is bad within two seconds where the database does not react, and the process is fine', async () => {
    way.isBlocked = true;
    const { answer, tookMs } = await get('/readyz');
    expect(answer).toEqual(AWAY);
    expect(tookMs).toBeLessThan(ANSWER_LIMIT_MS);
    expect((await get('/healthz')).answer).toEqual(OK);
  });

  it('is bad where there is no database', async () => {
    way.close();
    expect((await get('/readyz')).answer).toEqual(AWAY);
  });

  it('is fine though all connections of the pool are busy', async () => {
    const busy = Array.from({ length: 12 }, () => orm.em.fork().execute('select pg_sleep(3)'));
    await sleep(500);
    const { answer, tookMs } = await get('/readyz');
    expect(answer).toEqual(OK);
    expect(tookMs).toBeLessThan(2_000);
    await Promise.all(busy);
  });

  it('is told to be bad once the process begins to stop', async () => {
    isStopping = true;
    expect((await get('/readyz')).answer).toEqual([503, { status: 'stopping' }]);
    expect((await get('/healthz')).answer).toEqual(OK);
  });

  it('is bad where the tables are not those of this release', async () => {
    const [newest] = await database.query<{ name: string }>(
      'delete from mikro_orm_migrations where id = (select max(id) from mikro_orm_migrations) returning name',
    );
    expect((await get('/readyz')).answer).toEqual([503, { status: 'the database is not migrated' }]);
    await database.query('insert into mikro_orm_migrations (name, executed_at) values (?, now())', [
      newest?.name,
    ]);
  });

  it('is told in detail to administrators', async () => {
    const { answer } = await get('/readyz', { authorization: 'of an administrator' });
    expect(answer).toEqual([
      200,
      {
        status: 'ok',
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        commit: null,
        database: {
          answers: true,
          latencyMs: expect.any(Number),
          version: expect.stringMatching(/^1\d/),
          pendingMigrations: [],
          embedded: false,
        },
        redis: null,
        replicas: [],
      },
    ]);
  });
});

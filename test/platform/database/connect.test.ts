import { execFile, spawnSync } from 'node:child_process';
import { chmod, chown, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MikroORM, SqlEntityManager } from '@mikro-orm/postgresql';
import { entities } from '../../../src/gateway/subgraphs.ts';
import { asOwner } from '../../../src/open-database.ts';
import { connectDatabase, UNLIMITED } from '../../../src/platform/database/connect.ts';
import { withDeadline } from '../../../src/platform/deadline.ts';
import { useOwnServer } from '../../support/own-server.ts';
import { backendRunning, nothingRuns } from './pool/backends.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) console.warn('SKIPPED, because there is no openssl: TLS to the database.');

describe('a connection to the database', () => {
  const server = useOwnServer();

  const ask = async <Row>(orm: MikroORM, statement: string) => {
    const [row] = await (orm.em.fork() as SqlEntityManager).execute<Row[]>(statement);
    return row as Row;
  };
  const using = async <Result>(url: string, work: (orm: MikroORM) => Promise<Result>, limits = UNLIMITED) => {
    const orm = await connectDatabase(url, entities, limits);
    return work(orm).finally(() => orm.close());
  };

  it('has no limit where migrations and commands work, however long', async () => {
    const shown = (orm: MikroORM) =>
      ask(
        orm,
        "select current_setting('statement_timeout') as s, current_setting('idle_in_transaction_session_timeout') as i",
      );
    expect(await using(server.url, shown)).toEqual({ s: '0', i: '0' });
    const place = { url: server.url, ownerUrl: server.ownerUrl, leave: server.stop };
    expect(await asOwner(place, shown)).toEqual({ s: '0', i: '0' });
  });

  it('says to the log, and not to callers, why there is none', async () => {
    const nowhere = Object.assign(new URL(server.url), { port: '1' }).href;
    const failed = connectDatabase(nowhere, entities);
    await expect(failed).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    await expect(failed).rejects.toThrow(/^The database cannot be reached. Try again.$/);
  });

  it('is not made in the clear where the address asks for TLS', async () => {
    await expect(connectDatabase(`${server.url}?sslmode=verify-full`, entities)).rejects.toMatchObject({
      cause: { message: 'The server does not support SSL connections' },
    });
  });

  (hasOpenssl ? it : it.skip)('is encrypted then, and statements on it can be cancelled', async () => {
    await letServerEncrypt();
    await using(`${server.url}?sslmode=no-verify`, async (orm) => {
      const { ssl } = await ask<{ ssl: boolean }>(
        orm,
        'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
      );
      expect(ssl).toBe(true);
      const late = withDeadline(60_000, async (deadline) => {
        const running = ask(orm, 'select pg_sleep(30)');
        running.catch(() => {});
        await backendRunning(server, 'pg_sleep');
        deadline.pass();
        return running;
      });
      await expect(late).rejects.toMatchObject({ extensions: { code: 'DEADLINE_EXCEEDED' } });
      await nothingRuns(server, 'pg_sleep');
    });
  });

  async function letServerEncrypt(): Promise<void> {
    const [row] = await server.query<{ directory: string }>(
      "select current_setting('data_directory') as directory",
    );
    const directory = row?.directory ?? '';
    const [certificate, key] = [join(directory, 'server.crt'), join(directory, 'server.key')];
    const subject = ['-subj', '/CN=riskgraph', '-days', '1', '-nodes', '-newkey', 'rsa:2048'];
    await promisify(execFile)('openssl', ['req', '-x509', ...subject, '-keyout', key, '-out', certificate]);
    await chmod(key, 0o600);
    const { uid, gid } = await stat(directory);
    for (const file of [certificate, key]) await chown(file, uid, gid);
    await server.query("alter system set ssl = 'on'");
    await server.query('select pg_reload_conf(), pg_sleep(0.3)');
  }
});

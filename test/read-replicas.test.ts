import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Served, serve } from './faults/support/served.ts';
import { type GraphClient, graphClient } from './support/graph-client.ts';
import { isInUse, readsDuring, until, whilePaused } from './support/replica-reads.ts';
import { type TestPostgres, useReplicatedServers } from './support/replicated-server.ts';

/** Long enough for a few requests, whatever else the machine does. */
const MAX_LAG_MS = 2_500;
const PASSWORD = 'Streaming-standby-1';
const CREATE = 'mutation ($name: String!) { createPortfolio(input: { name: $name }) { id } }';
const CHANGE = `mutation ($id: ID!, $name: String!) {
  updatePortfolio(id: $id, input: { name: $name, expectedVersion: 1 }) { id } }`;
const NAMES = '{ portfolios { nodes { name } } }';
const SLOW = '{ organizations { nodes { name } } }';
const REGISTER = 'mutation ($input: RegisterInput!) { register(input: $input) { id } }';
const KEY = 'mutation { createApiKey(input: { name: "Robot", role: ADMIN }) { secret } }';

describe('two gateways on a primary and a standby that streams from it', () => {
  const servers = useReplicatedServers();
  let one: Served;
  let other: Served;
  /** Two administrators: what they wrote themselves has come to the standby. */
  let author: string;
  let reader: string;

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [
      'node_modules/typescript/bin/tsc',
      '-p',
      'tsconfig.build.json',
    ]);
    const settings = {
      DATABASE_OWNER_URL: servers.primary.ownerUrl,
      DATABASE_REPLICA_URLS: servers.standby.url,
      REPLICA_MAX_LAG_MS: String(MAX_LAG_MS),
      DEMO_DATA: 'false',
    };
    one = await serve(servers.primary.url, settings);
    other = await serve(servers.primary.url, settings);
    author = await newAdministrator(one, 'author');
    reader = await newAdministrator(one, 'reader');
    await caughtUp();
  }, 120_000);
  afterAll(async () => {
    await one?.end('SIGTERM');
    await other?.end('SIGTERM');
  });

  it('read a query from the standby', async () => {
    const reads = await readsDuring(one, () => names(one, reader));
    expect(reads).toEqual({ answered: 1, failed: 0, behind: 0, own_write: 0 });
  });

  it('ask the primary for mutations, reports, the audit log, and for whoever is not signed in', async () => {
    const reads = await readsDuring(one, async () => {
      const id = await create(one, author, 'Changes');
      const report = `${one.url}/reports/Loans.csv?portfolioId=${id}`;
      expect((await fetch(report, { headers: { authorization: `Bearer ${reader}` } })).status).toBe(200);
      await one.ask('{ auditLog(first: 1) { nodes { action } } }', {}, reader);
      await one.ask('{ __typename }');
    });
    expect(reads).toEqual({ answered: 0, failed: 0, behind: 0, own_write: 0 });
  });

  it('show everybody their own change at once, and others an answer that is no older than is allowed', async () => {
    await caughtUp();
    await whilePaused(servers.standby, async () => {
      await create(one, author, 'Hidden');
      const changedAt = performance.now();
      expect(await names(other, reader)).not.toContain('Hidden');
      const own = await readsDuring(other, async () =>
        expect(await names(other, author)).toContain('Hidden'),
      );
      expect(own).toMatchObject({ answered: 0, own_write: 1 });
      expect(await names(one, author)).toContain('Hidden');
      await sleep(MAX_LAG_MS - (performance.now() - changedAt));
      const late = await readsDuring(other, async () =>
        expect(await names(other, reader)).toContain('Hidden'),
      );
      expect(late).toMatchObject({ answered: 0, behind: 1 });
    });
  });

  it('know a change by whoever made it, with whatever credentials', async () => {
    await caughtUp();
    const { body } = await one.ask(KEY, {}, author);
    const key = body.data.createApiKey.secret;
    await caughtUp();
    await whilePaused(servers.standby, async () => {
      await create(one, key, "Robot's");
      expect(await names(other, key)).toContain("Robot's");
      expect(await names(other, author)).toContain("Robot's");
      const renewed = await one.signIn();
      const sessions = '{ sessions { isCurrent } }';
      const mine = (await other.ask(sessions, {}, renewed)).body.data.sessions;
      expect(mine).toContainEqual({ isCurrent: true });
    });
  });

  it('let nobody in whose session is over, however old the standby is', async () => {
    const leaving = await signIn(one, 'reader');
    await caughtUp();
    await whilePaused(servers.standby, async () => {
      await one.ask('mutation { logout }', {}, leaving);
      const { body } = await other.ask(NAMES, {}, leaving);
      expect(body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    });
  });

  it('tell a subscriber of a change only once every gateway shows it', async () => {
    const id = await create(one, author, 'Watched');
    await caughtUp();
    await whilePaused(servers.standby, async () => {
      const event = firstEvent(other, reader, id);
      await until(async () => {
        const [row] = await servers.primary.query<{ count: string }>(
          "select count(*) from pg_stat_activity where application_name = 'riskgraph events'",
        );
        return row?.count === '1';
      });
      await one.ask(CHANGE, { id, name: 'Renamed' }, author);
      expect(await event).toMatchObject({ data: { portfolioChanged: { portfolio: { name: 'Renamed' } } } });
      expect(await names(one, reader)).toContain('Renamed');
      expect(await names(other, reader)).toContain('Renamed');
    });
  });

  it('ask the primary where the standby breaks a query off to replay what conflicts with it', async () => {
    // Slow on a standby alone.
    await servers.primary.query('alter table organizations enable row level security');
    await servers.primary.query(
      'create policy slow on organizations using (not pg_is_in_recovery() or pg_sleep(3) is not null)',
    );
    await caughtUp();
    const reads = await readsDuring(one, async () => {
      const answer = one.ask(SLOW, {}, reader);
      await running(servers.standby, 'organizations');
      await servers.primary.query('begin; lock table organizations in access exclusive mode; commit');
      const { body } = await answer;
      expect(body.errors).toBeUndefined();
      expect(body.data.organizations.nodes.length).toBeGreaterThan(0);
    });
    expect(reads).toMatchObject({ answered: 0, failed: 1 });
  });

  it('answer on where the standby says nothing any more, in the middle of a query', async () => {
    await caughtUp();
    const answer = one.ask(SLOW, {}, reader);
    await running(servers.standby, 'organizations');
    await servers.standby.freeze();
    try {
      const { body } = await answer;
      expect(body.errors).toBeUndefined();
      expect(await isInUse(one)).toBe(false);
      expect(await names(one, reader)).toContain('Renamed');
    } finally {
      await servers.standby.thaw();
    }
    await until(() => isInUse(one));
  });

  it('answer on without it, and use it again once it is back', async () => {
    await servers.standby.kill();
    expect(await names(one, reader)).toContain('Renamed');
    await until(async () => !(await isInUse(one)));
    await create(other, author, 'Meanwhile');
    expect(await names(one, reader)).toContain('Meanwhile');
    const { body } = await one.ask('{ __typename }');
    expect(body.errors).toBeUndefined();
    await servers.standby.start();
    await caughtUp();
    const reads = await readsDuring(one, async () => expect(await names(one, reader)).toContain('Meanwhile'));
    expect(reads).toMatchObject({ answered: 1 });
  });

  it('do not use it any more once it was promoted, and tell administrators why', async () => {
    await servers.standby.query('select pg_promote()');
    await servers.standby.query("update portfolios set name = 'Elsewhere'");
    await until(async () => !(await isInUse(one)));
    expect(await names(one, reader)).toContain('Renamed');
    const response = await fetch(`${one.url}/readyz`, { headers: { authorization: `Bearer ${reader}` } });
    expect(response.status).toBe(200);
    const { replicas } = (await response.json()) as { replicas: unknown[] };
    const { host, pathname } = new URL(servers.standby.url);
    expect(replicas).toMatchObject([{ name: host + pathname, inUse: false, fault: 'It is no standby.' }]);
  });

  /** Both gateways read for both viewers from the standby. */
  async function caughtUp(): Promise<void> {
    for (const served of [one, other]) {
      for (const token of [author, reader]) {
        await until(async () => (await readsDuring(served, () => names(served, token))).answered === 1);
      }
    }
  }
});

const clientOf = ({ url }: Served): GraphClient => graphClient(() => url);

const signIn = (served: Served, username: string) => clientOf(served).signIn(username, PASSWORD);

async function newAdministrator(served: Served, username: string): Promise<string> {
  const root = await served.signIn();
  const { body } = await served.ask('{ me { organization { id } } }', {}, root);
  const organizationId = body.data.me.organization.id;
  const email = `${username}@bank.example`;
  await served.ask(
    REGISTER,
    { input: { username, email, password: PASSWORD, role: 'ADMIN', organizationId } },
    root,
  );
  return signIn(served, username);
}

async function create(served: Served, token: string, name: string): Promise<string> {
  const { body } = await served.ask(CREATE, { name }, token);
  return body.data.createPortfolio.id;
}

async function names(served: Served, token: string): Promise<string[]> {
  const { body } = await served.ask(NAMES, {}, token);
  return body.data.portfolios.nodes.map(({ name }: { name: string }) => name);
}

/** What the first event of a subscription to a portfolio says. */
async function firstEvent({ url }: Served, token: string, portfolioId: string): Promise<unknown> {
  const query =
    'subscription ($portfolioId: ID!) { portfolioChanged(portfolioId: $portfolioId) { portfolio { name } } }';
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query, variables: { portfolioId } }),
  });
  let text = '';
  for await (const piece of response.body ?? []) {
    text += Buffer.from(piece).toString();
    const found = /^event: next\ndata:(.*)\n\n/m.exec(text);
    if (found?.[1]) return JSON.parse(found[1]);
  }
  throw new Error(`The stream ended: ${text}`);
}

/** Waits until the application runs a statement like this. */
const running = (server: TestPostgres, text: string): Promise<void> =>
  until(async () => {
    const found = await server.query(
      `select from pg_stat_activity where usename = 'application' and state = 'active' and query like '%${text}%'`,
    );
    return found.length > 0;
  });

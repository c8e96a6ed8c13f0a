import { seedPortfolios } from '../support/book.ts';
import { useTestDatabase } from '../support/database.ts';
import { graphClient } from '../support/graph-client.ts';
import { PASSWORD, seedIdentity } from '../support/identity-fixtures.ts';
import { type Deployment, SETTINGS } from './deployment.ts';
import { missingProgram } from './processes/programs.ts';
import { startRedis } from './processes/redis.ts';
import { Stage } from './script/stage.ts';
import { firstOf, overSocket } from './script/subscriptions.ts';
import { startReplica } from './two-replicas.ts';

const missing = missingProgram('redis-server');
if (missing) process.stderr.write(`SKIPPED: what two replicas share: ${missing} is not installed.\n`);

const ME = '{ me { username } }';
const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken refreshToken } }';
const UPDATE = `mutation ($id: ID!) { updatePortfolio(id: $id, input: { description: "Seen from afar." }) { id } }`;

(missing ? describe.skip : describe)('two replicas', () => {
  const database = useTestDatabase();
  const ends: (() => Promise<unknown>)[] = [];
  let replicas: Deployment[];
  let portfolioId: string;

  beforeAll(async () => {
    const { a } = await seedIdentity(database);
    [portfolioId] = (await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 1)) as [string];
    const atEnd = (stop: () => Promise<unknown>) => ends.push(stop);
    const redisUrl = await startRedis(atEnd);
    const urls = await Promise.all([0, 1].map(() => startReplica(database.url, redisUrl, atEnd)));
    replicas = urls.map((url) => ({ url, processes: urls }));
  }, 60_000);
  afterAll(async () => {
    for (const stop of ends.reverse()) await stop();
  });

  const clientOf = (index: number) => graphClient(() => (replicas[index] as Deployment).url);
  const codeOf = ({ body }: Awaited<ReturnType<ReturnType<typeof clientOf>['ask']>>) =>
    body.errors?.[0].extensions.code;

  it('a sign-in at one counts at the other', async () => {
    const token = await clientOf(0).signIn('a.analyst', PASSWORD);
    const { body } = await clientOf(1).ask(ME, {}, token);
    expect(body.data).toEqual({ me: { username: 'a.analyst' } });
  });

  it('a session that was ended at one is refused by the other at once', async () => {
    const token = await clientOf(0).signIn('a.viewer', PASSWORD);
    expect(codeOf(await clientOf(1).ask(ME, {}, token))).toBeUndefined();
    await clientOf(0).ask('mutation { logout }', {}, token);
    const refused = await clientOf(1).ask(ME, {}, token);
    expect([codeOf(refused), refused.body.data]).toEqual(['UNAUTHENTICATED', { me: null }]);
  });

  it('a refresh token that was used at one is of no use at the other', async () => {
    const input = { usernameOrEmail: 'a.admin', password: PASSWORD };
    const { body } = await clientOf(0).ask(LOGIN, { input });
    const { refreshToken } = body.data.login;
    const refresh =
      'mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { accessToken } }';
    expect(codeOf(await clientOf(1).ask(refresh, { input: { refreshToken } }))).toBeUndefined();
    expect(codeOf(await clientOf(0).ask(refresh, { input: { refreshToken } }))).toBe('UNAUTHENTICATED');
  });

  it('a subscription at one sees a write at the other', async () => {
    const token = await clientOf(1).signIn('a.portfolio_manager', PASSWORD);
    const stage = new Stage(replicas[0] as Deployment);
    const listen = overSocket(stage, { authorization: `Bearer ${token}` }, portfolioId);
    const { text } = await firstOf(listen, stage, () => clientOf(1).ask(UPDATE, { id: portfolioId }, token));
    expect(JSON.parse(text).data.portfolioChanged).toMatchObject({
      kind: 'PORTFOLIO',
      portfolio: { id: portfolioId, description: 'Seen from afar.' },
    });
  });

  it('count the sign-ins of an address together', async () => {
    const limit = Number(SETTINGS.LOGIN_LIMIT_PER_MINUTE);
    const input = { usernameOrEmail: 'nobody', password: 'nope' };
    const codes: unknown[] = [];
    while (codes.at(-1) !== 'RATE_LIMITED' && codes.length <= limit) {
      codes.push(codeOf(await clientOf(codes.length % 2).ask(LOGIN, { input })));
    }
    // Four of them were the tests' before: each by itself would let in twice as many.
    expect(codes).toEqual([...Array(limit - 4).fill('UNAUTHENTICATED'), 'RATE_LIMITED']);
    for (const index of [0, 1])
      expect(codeOf(await clientOf(index).ask(LOGIN, { input }))).toBe('RATE_LIMITED');
  });
});

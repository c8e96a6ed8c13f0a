import { useTestDatabase } from '../../support/database.ts';
import { type Answer, useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }';

const database = useTestDatabase();
beforeAll(() => seedIdentity(database));

/** Expects a refusal that nothing was done for; how long to wait, in seconds. */
function secondsToWait({ status, headers, body }: Answer, words: string): number {
  expect(status).toBe(429);
  expect(body.data).toBeUndefined();
  expect(body.errors).toHaveLength(1);
  const [{ message, extensions }] = body.errors;
  expect(message).toContain(words);
  expect(Object.keys(extensions).sort()).toEqual(['code', 'retryAfterSeconds']);
  expect(extensions.code).toBe('RATE_LIMITED');
  expect(headers.get('retry-after')).toBe(String(extensions.retryAfterSeconds));
  return extensions.retryAfterSeconds;
}

describe('requests', () => {
  const server = useTestServer(database, undefined, { rateLimitPerMinute: 5 });
  const ask = (token?: string) => server.ask('{ me { id } }', {}, token);

  it('are counted by user, however many tokens they hold and whoever shares their address', async () => {
    const mine = [
      await server.signIn('a.viewer', PASSWORD),
      await server.signIn('a.viewer', PASSWORD),
    ] as const;
    const theirs = await server.signIn('b.viewer', PASSWORD);
    for (let at = 0; at < 5; at += 1) expect((await ask(mine[at % 2])).body.data.me).toBeTruthy();
    const wait = secondsToWait(await ask(mine[0]), 'Too many requests: at most 5 a minute');
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(60);
    expect((await ask(theirs)).body.data.me).toBeTruthy();
  });

  it('of who is not signed in are counted by address, wrong tokens too', async () => {
    for (let answered = 0; (await ask()).status !== 429; answered += 1) expect(answered).toBeLessThan(5);
    secondsToWait(await ask('nobody'), 'Too many requests');
    secondsToWait(await server.ask(LOGIN, { input: { usernameOrEmail: 'a', password: 'b' } }), 'requests');
  });
});

describe('sign-ins', () => {
  const server = useTestServer(database, undefined, { loginLimitPerMinute: 5 });
  const attempts = async () =>
    (await database.query("select 1 from audit_logs where action in ('LOGIN', 'LOGIN_FAILED')")).length;

  it('count one by one: 20 in one request are refused before a password is compared', async () => {
    const many = Array.from(
      { length: 20 },
      (_, at) =>
        `l${at}: login(input: { usernameOrEmail: "a.viewer", password: "guess ${at}" }) { tokenType }`,
    );
    const before = await attempts();
    secondsToWait(
      await server.ask(`mutation { ${many.join(' ')} }`),
      'Too many sign-ins: at most 5 a minute',
    );
    expect(await attempts()).toBe(before);
  });

  it('stay refused for that address, also of other accounts and with the right password', async () => {
    const input = { usernameOrEmail: 'b.admin', password: PASSWORD };
    secondsToWait(await server.ask(LOGIN, { input }), 'Too many sign-ins');
  });
});

describe('sign-ins one after the other', () => {
  const server = useTestServer(database, undefined, { loginLimitPerMinute: 3 });

  it('are answered up to the limit; a session that is open goes on, but cannot guess its own password', async () => {
    const input = { usernameOrEmail: 'nobody', password: 'wrong' };
    const token = await server.signIn('a.analyst', PASSWORD);
    for (let at = 0; at < 2; at += 1) expect((await server.ask(LOGIN, { input })).status).toBe(200);
    secondsToWait(await server.ask(LOGIN, { input }), 'Too many sign-ins');
    expect((await server.ask('{ me { username } }', {}, token)).body.data.me.username).toBe('a.analyst');
    const change = `mutation { changePassword(input: { currentPassword: "guess", newPassword: "Guess-my-word-1" }) { tokenType } }`;
    secondsToWait(await server.ask(change, {}, token), 'Too many sign-ins');
  });
});

describe('imports', () => {
  const server = useTestServer(database, undefined, { importLimitPerHour: 2 });
  const IMPORT = 'mutation ($input: ImportLoansInput!) { importLoans(input: $input) { totalRows } }';

  it('are counted by user, those that are only tried, or fail, too', async () => {
    const token = await server.signIn('a.portfolio_manager', PASSWORD);
    const { body } = await server.ask(
      'mutation { createPortfolio(input: { name: "Book" }) { id } }',
      {},
      token,
    );
    const input = { portfolioId: body.data.createPortfolio.id, file: null, dryRun: true };
    const send = () => server.upload(IMPORT, { input }, 'input.file', new Blob(['loan_id']), token);
    for (let at = 0; at < 2; at += 1) expect((await send()).status).toBe(200);
    expect(secondsToWait(await send(), 'Too many imports: at most 2 an hour')).toBeGreaterThan(60);
    expect((await server.ask('{ me { id } }', {}, token)).status).toBe(200);
  });
});

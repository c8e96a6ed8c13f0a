import { catchLog } from '../support/catch-log.ts';
import { useTestDatabase } from '../support/database.ts';
import { useTestServer } from '../support/http.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../support/identity-fixtures.ts';

describe('the endpoint', () => {
  const database = useTestDatabase();
  const server = useTestServer(database);
  let a: TenantFixture;
  let token: string;
  beforeAll(async () => {
    ({ a } = await seedIdentity(database));
    token = await server.signIn('a.portfolio_manager', PASSWORD);
  });

  const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    fetch(`${server.url}/graphql`, { method: 'POST', body, headers });

  it('answers a query of who is signed in', async () => {
    const { status, body, headers } = await server.ask('{ me { username role } }', {}, token);
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { me: { username: 'a.portfolio_manager', role: 'PORTFOLIO_MANAGER' } },
      extensions: { cost: { estimate: 1, limit: 10_000 } },
    });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['no token', undefined, 'Sign in first.'],
    ['a token of nobody', 'eyJhbGciOiJub25lIn0.e30.', 'The token is not valid.'],
  ])('refuses %s', async (_, wrong, message) => {
    const { body } = await server.ask('{ portfolios { nodes { name } } }', {}, wrong);
    expect(body.data).toBeNull();
    expect(body.errors).toMatchObject([{ message, extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('lets somebody with a stale token sign in again', async () => {
    const input = { usernameOrEmail: 'a.viewer', password: PASSWORD };
    const { body } = await server.ask(
      'mutation ($input: LoginInput!) { login(input: $input) { tokenType } }',
      { input },
      'stale',
    );
    expect([body.errors, body.data]).toEqual([undefined, { login: { tokenType: 'bearer' } }]);
  });

  it('takes an API key in either header, but none that may run persisted documents only', async () => {
    const make = `mutation ($only: Boolean) {
      createApiKey(input: { name: "tool", role: PORTFOLIO_MANAGER, persistedOnly: $only }) { secret } }`;
    const secretOf = async (only: boolean) =>
      (await server.ask(make, { only }, token)).body.data.createApiKey.secret;
    const ask = async (headers: Record<string, string>) =>
      (
        await post('{"query":"{ me { username } }"}', { 'content-type': 'application/json', ...headers })
      ).json();
    const secret = await secretOf(false);
    const me = { data: { me: { username: 'a.portfolio_manager' } } };
    expect(await ask({ 'x-api-key': secret })).toMatchObject(me);
    expect(await ask({ authorization: `Bearer ${secret}` })).toMatchObject(me);
    const refused = await ask({ 'x-api-key': await secretOf(true) });
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_REQUIRED' } }] });
  });

  it('answers a wrong password with a code, in words that tell nothing', async () => {
    const input = { usernameOrEmail: 'a.viewer', password: 'wrong' };
    const { body } = await server.ask(
      'mutation ($input: LoginInput!) { login(input: $input) { tokenType } }',
      { input },
    );
    expect(body.errors).toMatchObject([
      { message: 'Wrong username or password.', extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  it('names every variable that is wrong, and where', async () => {
    const document =
      'mutation ($id: ID!, $input: LoanInput!) { createLoan(portfolioId: $id, input: $input) { id } }';
    const input = {
      loanId: 'X',
      borrower: 'B',
      amount: '1e3',
      rate: 'NaN',
      sector: 'S',
      maturityDate: '2030-02-30',
      creditRating: 'AD+',
      status: 'PERFORMING',
    };
    const { status, body } = await server.ask(document, { id: 'x', input }, token);
    expect(status).toBe(400);
    expect(body.errors.map((error: { extensions: object }) => error.extensions)).toMatchObject([
      { code: 'BAD_USER_INPUT', issues: [{ path: ['input', 'amount'] }] },
      { code: 'BAD_USER_INPUT', issues: [{ path: ['input', 'rate'] }] },
      { code: 'BAD_USER_INPUT', issues: [{ path: ['input', 'maturityDate'] }] },
      { code: 'BAD_USER_INPUT', issues: [{ path: ['input', 'creditRating'] }] },
    ]);
  });

  it.each([
    ['{ nowhere }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ me ', 'GRAPHQL_PARSE_FAILED'],
    [`{ ${'me '.repeat(2_100)} }`, 'GRAPHQL_PARSE_FAILED'],
  ])('answers the document %.12s… with a code of the closed list', async (document, code) => {
    const { status, body } = await server.ask(document, {}, token);
    expect(status).toBe(400);
    expect(body.errors[0].extensions.code).toBe(code);
    expect(JSON.stringify(body)).not.toContain('stacktrace');
  });

  it.each([
    ['what is no JSON', '{"query": ', 400],
    ['a body over 256 kB', JSON.stringify({ query: `{ me { id } } # ${'x'.repeat(300_000)}` }), 413],
  ])('answers %s in JSON', async (_, body, status) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it('refuses what a form of another site could send', async () => {
    const simple = await post('{"query":"{ me { id } }"}', { 'content-type': 'text/plain' });
    expect(simple.status).toBe(400);
    const form = new FormData();
    form.set('operations', JSON.stringify({ query: '{ me { id } }' }));
    form.set('map', '{}');
    const upload = await fetch(`${server.url}/graphql`, { method: 'POST', body: form });
    expect(upload.status).toBe(400);
    expect(await upload.text()).toContain('apollo-require-preflight');
  });

  it('shows nothing of an internal error but the request id', async () => {
    const log = catchLog();
    await database.query('alter table organizations rename to hidden_organizations');
    const { body } = await server.ask('{ me { organization { name } } }', {}, token);
    await database.query('alter table hidden_organizations rename to organizations');
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0].message).toBe('Something went wrong on our side.');
    expect(Object.keys(body.errors[0].extensions).sort()).toEqual(['code', 'requestId']);
    log.stop();
    const { requestId } = body.errors[0].extensions;
    expect(log.lines).toEqual([
      expect.objectContaining({ level: 'error', requestId, msg: 'internal error' }),
    ]);
  });

  it('says that it lives, and that its database answers', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const response = await fetch(`${server.url}${path}`);
      expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
    }
  });

  it('writes down who did what, from where, in which request', async () => {
    const { headers } = await server.ask(
      'mutation { createPortfolio(input: { name: "Book" }) { id } }',
      {},
      token,
    );
    const [entry] = await database.query(
      "select user_id::text, action, entity_type, ip_address, request_id, changes from audit_logs where entity_type = 'Portfolio'",
    );
    expect(entry).toMatchObject({
      user_id: a.viewers.PORTFOLIO_MANAGER.userId,
      action: 'CREATE',
      ip_address: '127.0.0.1',
      request_id: headers.get('x-request-id'),
      changes: { name: { from: null, to: 'Book' } },
    });
  });

  describe('with a file', () => {
    const IMPORT = 'mutation ($input: ImportLoansInput!) { importLoans(input: $input) { created failed } }';
    const HEADER = 'loan_id,borrower,amount,rate,sector,maturity_date,credit_rating,status\n';
    const row = (number: number) => `L${number},Borrower,100.00,5,Retail,2030-01-01,BBB,Performing\n`;
    const book = (rows: number) => new Blob([HEADER, ...Array.from({ length: rows }, (_, at) => row(at))]);
    let portfolioId: string;
    beforeAll(async () => {
      const made = await server.ask(
        'mutation { createPortfolio(input: { name: "Uploads" }) { id } }',
        {},
        token,
      );
      portfolioId = made.body.data.createPortfolio.id;
    });
    const upload = (file: Blob, as: string) =>
      server.upload(IMPORT, { input: { portfolioId, file: null } }, 'input.file', file, as);
    const loanCount = async () => (await database.query('select 1 from loans')).length;

    it('takes a book in', async () => {
      const { body } = await upload(book(3), token);
      expect([body.errors, body.data]).toEqual([undefined, { importLoans: { created: 3, failed: 0 } }]);
    });

    it('answers at once whom a rule refuses, though nobody reads the file', async () => {
      const viewer = await server.signIn('a.viewer', PASSWORD);
      const { body } = await upload(book(15_000), viewer);
      expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect(await loanCount()).toBe(3);
    });

    it('refuses one that is too large, and keeps nothing of it', async () => {
      const { body } = await upload(book(25_000), token);
      expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(await loanCount()).toBe(3);
    });
  });
});

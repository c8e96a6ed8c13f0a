import pg from 'pg';
import { databaseFault } from '../../src/gateway/database-faults.ts';
import { backendRunning, terminateAll } from '../platform/database/pool/backends.ts';
import { seedPortfolios } from '../support/book.ts';
import { useTestDatabase } from '../support/database.ts';
import { type Answer, useTestServer } from '../support/http.ts';
import { PASSWORD, seedIdentity } from '../support/identity-fixtures.ts';

const PORTFOLIOS = '{ portfolios { nodes { name } } }';
const CREATE = 'mutation ($name: String!) { createPortfolio(input: { name: $name }) { id } }';
const IMPORT = 'mutation ($input: ImportLoansInput!) { importLoans(input: $input) { failed } }';
const STATUS = { SERVICE_UNAVAILABLE: 503, DEADLINE_EXCEEDED: 504, BAD_USER_INPUT: 200 };

/** What PostgreSQL may say, and what the caller hears. */
const CODES: [string, keyof typeof STATUS][] = [
  ['22021', 'BAD_USER_INPUT'],
  ['22P05', 'BAD_USER_INPUT'],
  ['25006', 'SERVICE_UNAVAILABLE'],
  ['25P03', 'DEADLINE_EXCEEDED'],
  ['25P04', 'DEADLINE_EXCEEDED'],
  ['40001', 'SERVICE_UNAVAILABLE'],
  ['40P01', 'SERVICE_UNAVAILABLE'],
  ['53100', 'SERVICE_UNAVAILABLE'],
  ['53200', 'SERVICE_UNAVAILABLE'],
  ['53300', 'SERVICE_UNAVAILABLE'],
  ['53400', 'SERVICE_UNAVAILABLE'],
  ['55P03', 'SERVICE_UNAVAILABLE'],
  ['57014', 'DEADLINE_EXCEEDED'],
  ['57P01', 'SERVICE_UNAVAILABLE'],
  ['57P02', 'SERVICE_UNAVAILABLE'],
  ['57P03', 'SERVICE_UNAVAILABLE'],
];

describe('a fault of the database', () => {
  const database = useTestDatabase();
  const server = useTestServer(database);
  let token: string;
  let portfolioId: string;
  beforeAll(async () => {
    const { a } = await seedIdentity(database);
    token = await server.signIn('a.portfolio_manager', PASSWORD);
    [portfolioId = ''] = await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 1);
  });

  const faultOf = ({ status, headers, body }: Answer) => ({
    status,
    code: body.errors?.[0].extensions.code,
    retryAfter: headers.get('retry-after'),
  });
  const UNAVAILABLE = { status: 503, code: 'SERVICE_UNAVAILABLE', retryAfter: '1' };
  const databaseName = () => new URL(database.url).pathname.slice(1);
  /** Sets something for connections that the pool is yet to make, and lets it make them. */
  const forNewConnections = async (setting: string) => {
    await database.query(`alter database ${databaseName()} ${setting}`);
    await terminateAll(database);
  };

  describe('by its code', () => {
    beforeAll(() =>
      database.query(`
        create function fail() returns trigger language plpgsql as $$
        begin
          if to_jsonb(new)->>'name' like 'fail %' or to_jsonb(new)->>'loan_id' = 'FAIL' then
            raise exception 'secret detail' using errcode = coalesce(substr(to_jsonb(new)->>'name', 6), '53100');
          end if;
          return new;
        end $$;
        create trigger fails before insert on portfolios for each row execute function fail();
        create trigger fails before insert on import_errors for each row execute function fail();`),
    );

    it.each(CODES)('%s is told as %s', async (sqlState, code) => {
      const answer = await server.ask(CREATE, { name: `fail ${sqlState}` }, token);
      const retryAfter = code === 'SERVICE_UNAVAILABLE' ? '1' : null;
      expect(faultOf(answer)).toEqual({ status: STATUS[code], code, retryAfter });
      expect(JSON.stringify(answer.body)).not.toContain('secret');
    });

    it('nothing else is told', () => {
      for (const sqlState of ['XX000', '23505', '42P01', '28P01', '', undefined]) {
        expect(databaseFault(sqlState)).toBeUndefined();
      }
    });

    it('it is known again behind a COPY', async () => {
      const csv =
        'loan_id,borrower,amount,rate,sector,maturity_date,credit_rating,status\nFAIL,B,none,5,Retail,2030-01-01,BBB,Performing\n';
      const variables = { input: { portfolioId, file: null } };
      const answer = await server.upload(IMPORT, variables, 'input.file', new Blob([csv]), token);
      expect(faultOf(answer)).toEqual(UNAVAILABLE);
    });
  });

  it('is a connection that an administrator ends', async () => {
    const holder = new pg.Client({ connectionString: database.ownerUrl });
    await holder.connect();
    await holder.query('begin; lock table portfolios in access exclusive mode');
    const asked = server.ask(PORTFOLIOS, {}, token);
    await backendRunning(database, 'from portfolios');
    await terminateAll(database);
    expect(faultOf(await asked)).toEqual(UNAVAILABLE);
    await holder.end();
    expect((await server.ask(PORTFOLIOS, {}, token)).status).toBe(200);
  });

  it('is a pool without a free connection', async () => {
    const { options } = await database.orm.em.getDriver().getConnection().getNativeClient();
    const holder = new pg.Client({ connectionString: database.ownerUrl });
    await holder.connect();
    await holder.query('begin; lock table portfolios in access exclusive mode');
    const usual = options.connectionTimeoutMillis;
    Object.assign(options, { connectionTimeoutMillis: 500 });
    const crowd = Array.from({ length: options.max + 5 }, () => server.ask(PORTFOLIOS, {}, token));
    const first = faultOf(await Promise.race(crowd));
    Object.assign(options, { connectionTimeoutMillis: usual });
    await holder.end();
    expect(first).toEqual(UNAVAILABLE);
    const statuses = (await Promise.all(crowd)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
  });

  it('is a server that has no connection left', async () => {
    await forNewConnections('connection limit 0');
    const answer = await server.ask(PORTFOLIOS, {}, token);
    await forNewConnections('connection limit -1');
    expect(faultOf(answer)).toEqual(UNAVAILABLE);
    // Nobody was refused: whether they are who they say could not be found out.
    expect(answer.body.data).toBeUndefined();
    expect((await server.ask(PORTFOLIOS, {}, token)).status).toBe(200);
  });

  it('is a database that only reads', async () => {
    await forNewConnections('set default_transaction_read_only = on');
    const written = await server.ask(CREATE, { name: 'Book' }, token);
    const read = await server.ask(PORTFOLIOS, {}, token);
    await forNewConnections('reset default_transaction_read_only');
    expect(faultOf(written)).toEqual(UNAVAILABLE);
    expect(read.status).toBe(200);
  });
});

import { jest } from '@jest/globals';
import bcrypt from 'bcrypt';
import { CHEAP_COST } from '../../../support/cheap-hashing.ts';
import { contextFor } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { PASSWORD, seedIdentity } from '../../../support/identity-fixtures.ts';
import { execute } from '../ask.ts';

const LOGIN = `mutation ($name: String!, $password: String!) {
  login(input: { usernameOrEmail: $name, password: $password }) { expiresIn }
}`;
const database = useTestDatabase();
beforeAll(async () => {
  await seedIdentity(database);
  await database.query("update users set is_active = false where username = 'a.analyst'");
  await database.query(
    `insert into login_failures (user_id, ip_address, at)
     select id, '192.0.2.1', '2026-03-01 12:00Z' from users, generate_series(1, 5) where username = 'a.admin'`,
  );
  // As it was stored when the cost was lower.
  const old = await bcrypt.hash('something', CHEAP_COST - 1);
  await database.query("update users set password_hash = ? where username = 'b.viewer'", [old]);
});
afterEach(() => jest.restoreAllMocks());

const CASES: [what: string, name: string, password: string][] = [
  ['a known user with a wrong password', 'a.viewer', 'wrong'],
  ['an unknown user', 'nobody', PASSWORD],
  ['an unknown address', 'nobody@example.test', PASSWORD],
  ['a locked user with the right password', 'a.admin', PASSWORD],
  ['a locked user with a wrong password', 'a.admin', 'wrong'],
  ['a deactivated user with the right password', 'a.analyst', PASSWORD],
  ['a deactivated user with a wrong password', 'a.analyst', 'wrong'],
  ['a user whose hash is of a lower cost', 'b.viewer', 'wrong'],
  ['no name at all', '', PASSWORD],
  ['a name that nobody could have', 'x'.repeat(100_000), PASSWORD],
  ["somebody's name with something behind it", `a.viewer${' '.repeat(300)}x`, PASSWORD],
];

/** All that a caller could tell one failure from another by, apart from the clock. */
async function traceOf(name: string, password: string) {
  const compare = jest.spyOn(bcrypt, 'compare');
  const hash = jest.spyOn(bcrypt, 'hash');
  let answer: unknown;
  const statements = await statementsDuring(database.orm, async () => {
    const { data, errors } = await execute(contextFor(database, null), LOGIN, { name, password });
    answer = JSON.parse(JSON.stringify({ data, errors }));
  });
  const rounds = [...compare.mock.calls.map(([, shown]) => bcrypt.getRounds(shown))];
  const work = [...rounds, ...hash.mock.calls.map(([, cost]) => Number(cost))];
  return {
    answer,
    comparisons: rounds.length,
    work: work.reduce((sum, cost) => sum + 2 ** cost, 0),
    statements: statements.map((text) => text.replace(/\s+/g, ' ').replace(/\$\d+/g, '$').slice(0, 60)),
  };
}

test.each(CASES)('%s: the same answer, work and statements', async (_, name, password) => {
  const trace = await traceOf(name, password);
  expect(trace.answer).toMatchObject({
    data: null,
    errors: [{ message: 'Wrong username or password.', extensions: { code: 'UNAUTHENTICATED' } }],
  });
  expect(trace).toMatchObject({ comparisons: 1, work: 2 ** CHEAP_COST });
  jest.restoreAllMocks();
  const another = await traceOf('somebody else', 'wrong');
  expect(trace).toEqual(another);
});

test('what makes them fail is on record, and only there', async () => {
  const rows = await database.query<{ reason: string }>(
    "select distinct changes ->> 'reason' as reason from audit_logs where action = 'LOGIN_FAILED' order by 1",
  );
  expect(rows.map(({ reason }) => reason)).toEqual(['INACTIVE', 'LOCKED', 'UNKNOWN_USER', 'WRONG_PASSWORD']);
});

import { connectionVariables } from '../../../src/cli/backup/connection-variables.ts';

test('a connection is in the environment as it is in the address', () => {
  expect(
    connectionVariables(
      'postgresql://a%40b:p%2Fw%3A@db.example:5433/book?sslmode=verify-full&sslrootcert=package.json',
    ),
  ).toEqual({
    PGHOST: 'db.example',
    PGPORT: '5433',
    PGUSER: 'a@b',
    PGPASSWORD: 'p/w:',
    PGDATABASE: 'book',
    PGSSLMODE: 'verify-full',
    PGSSLROOTCERT: 'package.json',
  });
});

test.each([
  ['a password among the parameters', 'postgresql://a@h/book?password=secret', { PGPASSWORD: 'secret' }],
  ['a socket', 'postgresql://a:b@/book?host=/run/postgresql', { PGHOST: '/run/postgresql' }],
  [
    "the driver's own word for TLS without a check",
    'postgresql://a@h/b?sslmode=no-verify',
    { PGSSLMODE: 'require' },
  ],
])('%s is understood', (_, url, variables) => {
  expect(connectionVariables(url)).toMatchObject(variables);
});

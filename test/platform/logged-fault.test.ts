import { loggedFault } from '../../src/platform/logged-fault.ts';
import { useTestDatabase } from '../support/database.ts';

const database = useTestDatabase();

test('a fault of the program is logged whole', () => {
  const fault = new TypeError('x is not a function');
  expect(loggedFault(fault)).toEqual({ type: 'TypeError', message: fault.message, stack: fault.stack });
});

test('a fault of the database says what it was about, and quotes no value', async () => {
  const fault = await database.orm.em
    .fork()
    .execute("insert into tenants (name) values ('aldermere'), ('aldermere')")
    .then(() => undefined)
    .catch((error: unknown) => error);
  expect(String(fault)).toContain('aldermere');
  const logged = loggedFault(fault);
  expect(logged).toEqual({
    type: 'UniqueConstraintViolationException',
    code: '23505',
    table: 'tenants',
    constraint: expect.stringContaining('tenants'),
    stack: expect.stringMatching(/^\s+at /),
  });
  expect(JSON.stringify(logged)).not.toContain('aldermere');
});

test('what is no error at all is logged as text', () => {
  expect(loggedFault('gone')).toEqual({ type: 'string', message: 'gone', stack: '' });
});

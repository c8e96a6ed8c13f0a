import { addressOf, databaseOf } from '../../../src/platform/database/addresses.ts';

test.each([
  ['postgresql://a:b@db.example:5432/book', 'postgresql://a:b@db.example:5432/other'],
  ['postgresql://a:b@db.example/book?sslmode=disable', 'postgresql://a:b@db.example/other?sslmode=disable'],
  ['postgresql://a:b@/book?host=/run/postgresql', 'postgresql://a:b@/other?host=/run/postgresql'],
  ['postgresql://a@db.example', 'postgresql://a@db.example/other'],
  ['postgresql://a@db.example?sslmode=disable', 'postgresql://a@db.example/other?sslmode=disable'],
])('%s leads to another database as %s', (url, other) => {
  expect(addressOf(url, 'other')).toBe(other);
  expect(databaseOf(other)).toBe('other');
});

test('an address without a database leads to the one that is called as the user', () => {
  expect(databaseOf('postgresql://ann@db.example')).toBe('ann');
});

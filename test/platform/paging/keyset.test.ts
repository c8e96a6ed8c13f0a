import { DummyDriver, Kysely, PostgresAdapter, PostgresQueryCompiler, sql } from 'kysely';
import { cursorMaker, placeAskedFor } from '../../../src/platform/paging/cursor.ts';
import { beyond, orderBy, type SortKey } from '../../../src/platform/paging/keyset.ts';
import { toPageRequest } from '../../../src/platform/paging/page-request.ts';

const db = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: () => {
      throw new Error('not needed');
    },
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
const sqlOf = (expression: ReturnType<typeof orderBy>) => expression.compile(db).sql;

const amount: SortKey = { expression: sql`amount`, type: 'numeric', direction: 'asc' };
const grade: SortKey = {
  expression: sql`grade`,
  type: { enumName: 'credit_rating', labels: ['AAA', 'D'] },
  direction: 'desc',
  nullable: true,
};
const id: SortKey = { expression: sql`id`, type: 'bigint', direction: 'asc' };

describe('the rows beyond a place', () => {
  test('are one row comparison where all keys run the same way, so that an index starts right there', () => {
    expect(sqlOf(beyond([amount, id], ['5', '7'], false))).toBe('(amount, id) > ($1::numeric, $2::bigint)');
    expect(sqlOf(beyond([amount, id], ['5', '7'], true))).toBe('(amount, id) < ($1::numeric, $2::bigint)');
  });

  test('are told key by key where directions differ or a key may be null', () => {
    const down: SortKey = { ...amount, direction: 'desc' };
    expect(sqlOf(beyond([down, id], ['5', '7'], false))).toBe(
      '((amount < $1::numeric) or (amount = $2::numeric and id > $3::bigint))',
    );
    expect(sqlOf(beyond([grade, id], [null, '7'], false))).toBe(
      '((false) or (grade is not distinct from $1::credit_rating and id > $2::bigint))',
    );
  });
});

test('nulls come last, and so first when an order is read backwards', () => {
  expect(sqlOf(orderBy([grade, id], false))).toBe('grade desc nulls last, id asc');
  expect(sqlOf(orderBy([grade, id], true))).toBe('grade asc nulls first, id desc');
});

describe('a cursor', () => {
  const request = (cursor: string) => ({ size: 1, backward: false, cursor });

  test('brings its place back', () => {
    const cursor = cursorMaker([grade, id])([null, '7']);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(placeAskedFor([grade, id], request(cursor))).toEqual([null, '7']);
  });

  test('counts for its own order only: not for another column, direction or number of keys', () => {
    const cursor = cursorMaker([amount, id])(['5', '7']);
    const rate: SortKey = { ...amount, expression: sql`rate` };
    for (const keys of [[rate, id], [{ ...amount, direction: 'desc' as const }, id], [amount], [id, amount]])
      expect(() => placeAskedFor(keys, request(cursor))).toThrow('not a cursor of this list in this order');
  });

  test('knows the labels of an enum, and no others', () => {
    expect(placeAskedFor([grade, id], request(cursorMaker([grade, id])(['D', '7'])))).toEqual(['D', '7']);
    expect(() => placeAskedFor([grade, id], request(cursorMaker([grade, id])(['E', '7'])))).toThrow();
  });
});

describe('paging arguments', () => {
  const faults = (args: object) => {
    try {
      return toPageRequest(args);
    } catch (error) {
      return (error as { extensions: { issues: { path: string[] }[] } }).extensions.issues.map(
        ({ path }) => path[0],
      );
    }
  };

  test.each([
    [{}, { size: 20, backward: false, cursor: null }],
    [
      { first: null, last: null, after: null, before: null },
      { size: 20, backward: false, cursor: null },
    ],
    [
      { first: 100, after: 'x' },
      { size: 100, backward: false, cursor: 'x' },
    ],
    [{ last: 1 }, { size: 1, backward: true, cursor: null }],
    [{ before: 'x' }, { size: 20, backward: true, cursor: 'x' }],
  ])('%j', (args, request) => expect(faults(args)).toEqual(request));

  test('a page of a persisted document may have 1,000 nodes', () => {
    expect(toPageRequest({ first: 1000 }, { isPersisted: true }).size).toBe(1000);
    expect(() => toPageRequest({ first: 1001 }, { isPersisted: true })).toThrow(
      '1001 is not from 1 to 1000.',
    );
  });

  test.each([
    [{ first: 0 }, ['first']],
    [{ last: 101 }, ['last']],
    [{ first: -1, last: -1 }, ['first', 'last', 'last']],
    [{ first: 1, before: 'x' }, ['last']],
    [{ after: 'x', before: 'x' }, ['last']],
  ])('%j is refused', (args, places) => expect(faults(args)).toEqual(places));
});

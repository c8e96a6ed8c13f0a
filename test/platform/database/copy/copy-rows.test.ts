import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { copyRows } from '../../../../src/platform/database/copy/copy-rows.ts';
import { type CopyRow, copyText, type RowBatches } from '../../../../src/platform/database/copy/copy-text.ts';
import { useTestDatabase } from '../../../support/database.ts';

const database = useTestDatabase();

/** What a table holds after these rows were copied into it. */
async function roundTrip(batches: RowBatches) {
  return database.orm.em.fork().transactional(async (em) => {
    const db = em.getKysely() as Kysely<unknown>;
    await sql`create temporary table target (place int, "odd ""name" text) on commit drop`.execute(db);
    const count = await copyRows(db, 'target', ['place', 'odd "name'], batches);
    const stored = await sql<{
      value: string;
    }>`select "odd ""name" as value from target order by place`.execute(db);
    return { count, values: stored.rows.map(({ value }) => value) };
  });
}

async function* endless(fault: Error): AsyncGenerator<CopyRow[]> {
  for (let place = 0; place < 50_000; place++) yield [[String(place), 'x'.repeat(40)]];
  throw fault;
}

describe('copyRows', () => {
  test('keeps every character of a text, and tells null from empty', async () => {
    const values = [
      'plain',
      '',
      null,
      '\\N',
      '\\.',
      'a\tb',
      'a\nb\r\nc\r',
      'back\\slash\\',
      "quo\"te, 'single'",
      'Ünïcödé 😀 中文',
      '\b\f\v',
    ];
    const rows = values.map((value, place) => [String(place), value]);
    expect(await roundTrip([rows])).toEqual({ count: values.length, values });
  });

  test('copies no row at all', async () => {
    expect(await roundTrip([])).toEqual({ count: 0, values: [] });
  });

  test('says what fault the rows have, and leaves the connection usable', async () => {
    const fault = new Error('the sender went away');
    await expect(roundTrip(endless(fault))).rejects.toBe(fault);
    expect((await roundTrip([[['1', 'again']]])).values).toEqual(['again']);
  });

  test('says what the database has against a row, and asks for no more of them', async () => {
    let asked = 0;
    let isClosed = false;
    async function* rows(): AsyncGenerator<CopyRow[]> {
      try {
        for (; asked < 1_000_000; asked++) {
          // As rows of a file do, these let the answers of the database come in between.
          if (asked % 1_000 === 0) await setImmediate();
          yield [['no number', 'x'.repeat(1_000)]];
        }
      } finally {
        isClosed = true;
      }
    }
    await expect(roundTrip(rows())).rejects.toThrow('invalid input syntax for type integer');
    expect(asked).toBeLessThan(1_000_000);
    expect(isClosed).toBe(true);
    expect((await roundTrip([[['1', 'again']]])).values).toEqual(['again']);
  });

  test('runs side by side on several connections', async () => {
    const texts = Array.from({ length: 8 }, (_, index) => `of ${index}`);
    const all = await Promise.all(texts.map((text) => roundTrip([[['1', text]]])));
    expect(all.map(({ values }) => values)).toEqual(texts.map((text) => [text]));
  });

  test('refuses to run outside a transaction', async () => {
    const db = database.orm.em.fork().getKysely() as Kysely<unknown>;
    await expect(copyRows(db, 'tenants', ['name'], [])).rejects.toThrow('COPY needs a transaction');
  });
});

test('copyText gathers rows into few pieces', async () => {
  const rows = Array.from({ length: 10_000 }, (_, row) => [String(row), null]);
  const pieces = await Array.fromAsync(copyText([rows.slice(0, 10), rows.slice(10)]));
  expect(pieces.length).toBeLessThan(5);
  expect(pieces.join('').startsWith('0\t\\N\n1\t\\N\n')).toBe(true);
});

import { type Column, valueAt } from '../document/columns.ts';
import type { Decimals } from '../formats.ts';
import type { OpenReport, Table } from '../open-report.ts';

/** Not yet in the compiler's libraries: a number digit for digit, which no double stands between. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** An array of a report's rows; of several tables an object, with an array for each. */
export async function* jsonBody({ tables }: OpenReport, decimals: Decimals): AsyncGenerator<string> {
  const [only, ...others] = tables;
  if (only && others.length === 0) {
    yield* arrayOf(only, decimals);
  } else {
    for (const [at, table] of tables.entries()) {
      yield `${at === 0 ? '{' : ',\n'}${JSON.stringify(table.name)}:`;
      yield* arrayOf(table, decimals);
    }
    yield '}';
  }
  yield '\n';
}

async function* arrayOf({ columns, pages }: Table, decimals: Decimals): AsyncGenerator<string> {
  let separator = '[';
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield separator + rows.map((row) => objectOf(row, columns, decimals)).join(',\n');
    separator = ',\n';
  }
  yield separator === '[' ? '[]' : ']';
}

/** A table as JSON Lines: a row a line, and nothing else. */
export async function* jsonLinesBody({ columns, pages }: Table, decimals: Decimals): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map((row) => `${objectOf(row, columns, decimals)}\n`).join('');
}

/** A row as it stands in every format: flat. Lists stay lists. */
const objectOf = (row: unknown, columns: Column[], decimals: Decimals) =>
  JSON.stringify(
    Object.fromEntries(
      columns.map((column) => {
        const value = valueAt(row, column);
        const isNumber = column.kind === 'decimal' && decimals === 'number' && value !== null;
        return [column.heading, isNumber ? rawJSON(String(value)) : value];
      }),
    ),
  );

import { sql } from 'kysely';
import { PREPARED } from '../../../../platform/database/pool/prepared-statements.ts';
import { type GraphContext, load } from '../../../../platform/graphql/context.ts';
import type { Loader } from '../../../../platform/graphql/loader.ts';
import { creditDb } from '../../entities.ts';
import { rowsOfScopes } from '../scope.ts';
import { PARTS_OF_ONE, PARTS_OF_SEVERAL, type RollupPart, type RollupParts } from './rollup-parts.ts';
import { areOfOne, scopesOf } from './rollups.ts';

type Rows<Part extends RollupPart> = { [Name in Part]: RollupParts[Name][] };
type Row = { scope: number; part: RollupPart; row: RollupParts[RollupPart] };

/**
 * Parts of what the rollups say of scopes, rows by scope and part. Whatever a request asks of them is read in one
 * statement, however many numbers ask for it: see {@link rollupPartLoader}.
 */
export async function readRollups<Part extends RollupPart>(
  scopes: string[],
  asOf: string,
  parts: Part[],
  context: GraphContext,
): Promise<(scope: string) => Rows<Part>> {
  const read = (part: Part, scope: string) => load(context, rollupPartLoader, { part, scope, asOf });
  const found = await Promise.all(
    scopes.map(async (scope) => {
      const rows = await Promise.all(parts.map((part) => read(part, scope)));
      return [scope, Object.fromEntries(parts.map((part, place) => [part, rows[place]]))] as const;
    }),
  );
  const byScope = new Map(found);
  return (scope) => byScope.get(scope) as Rows<Part>;
}

interface Question {
  part: RollupPart;
  scope: string;
  asOf: string;
}

const rollupPartLoader: Loader<Question, unknown[]> = {
  identityOf: ({ part, scope, asOf }) => `${part} ${asOf} ${scope}`,
  async batch(questions, context) {
    const days = Map.groupBy(questions, ({ asOf }) => asOf);
    const answers = new Map<Question, unknown[]>();
    await Promise.all(
      [...days].map(async ([asOf, ofDay]) => {
        const rowsOf = await readParts(ofDay, asOf, context);
        for (const question of ofDay) answers.set(question, rowsOf(question));
      }),
    );
    return questions.map((question) => answers.get(question) as unknown[]);
  },
};

async function readParts(questions: Question[], asOf: string, context: GraphContext) {
  const scopes = [...new Set(questions.map(({ scope }) => scope))];
  const asked = new Set(questions.map(({ part }) => part));
  // Whoever ranks the borrowers has summed them up.
  const partOf = (part: RollupPart) =>
    part === 'borrowers' && asked.has('rankedBorrowers') ? 'rankedBorrowers' : part;
  // Sorted: the same parts make the same text, in whatever order they were asked for.
  const parts = [...new Set([...asked].map(partOf))].sort();
  const sqlOf = areOfOne(scopes) ? PARTS_OF_ONE : PARTS_OF_SEVERAL;
  const selects = parts.map(
    (part) => `
      select s.scope, '${part}' as part, row_to_json(r) as row from scopes s cross join lateral (${sqlOf[part]}) r`,
  );
  const { rows } = await sql<Row>`${PREPARED}
    with scopes as materialized (select s.*, ${asOf}::date as as_of from ${scopesOf(scopes, context)})
    ${sql.raw(selects.join(' union all '))}`.execute(creditDb(context));
  const rowsOf = rowsOfScopes(scopes, rows);
  return ({ scope, part }: Question) =>
    rowsOf(scope)
      .filter((row) => row.part === partOf(part))
      .map(({ row }) => row);
}

import { type RawBuilder, sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import type { Loader } from '../../../../platform/graphql/loader.ts';
import type { Parented } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import type { ScopeArgs } from '../scope.ts';
import type { Figure, FigureTotals, TracedRows } from './figure.ts';

export interface ContributionsQuestion<Args> extends Parented<Args> {
  /** Of which part of the analytic; empty where it has none. */
  part: string;
  /** How many loans to name; 0: none, only the totals. */
  first: number;
}

/** What makes a figure, and the loans that add most to it (or least, where that is asked for). */
export interface Contributions {
  totals: FigureTotals;
  loans: Contribution[];
}

/** A loan in a figure; `key` is that of the stored loan, null for one that a scenario added. */
export interface Contribution {
  key: string | null;
  loanId: string;
  borrower: string;
  /** What it adds before the division, an exact decimal. */
  added: string;
  /** In the order of the figure's terms. */
  values: (string | null)[];
}

type Row = FigureTotals & Contribution & { scope: number; part: string };

const NOTHING: Contributions = { totals: { rowCount: 0, sum: '0', weight: '0' }, loans: [] };

/** The loans of each scope, all in one part. */
const wholeBook: TracedRows<ScopeArgs> = (scopes, args, _parts, context) =>
  sql`(select l.*, '' as part from ${bookOf(scopes, args, context)}) l`;

/**
 * A figure's contributions: one statement for all scopes and parts that share the same arguments, whatever of them is
 * asked for. Ties go to the larger loan, then by loanId in code point order.
 */
export function contributionsLoader<Args extends ScopeArgs>(
  figure: Figure<Args>,
  rows: TracedRows<Args> = wholeBook,
): Loader<ContributionsQuestion<Args>, Contributions> {
  return {
    identityOf: (question) => JSON.stringify(question),
    async batch(questions, context) {
      const sameArgs = Map.groupBy(questions, ({ args }) => JSON.stringify(args));
      const answers = new Map<ContributionsQuestion<Args>, Contributions>();
      await Promise.all(
        [...sameArgs.values()].map(async (group) => {
          const found = await readContributions(figure, figure.rows ?? rows, group, context);
          for (const question of group) answers.set(question, found(question));
        }),
      );
      return questions.map((question) => answers.get(question) as Contributions);
    },
  };
}

async function readContributions<Args extends ScopeArgs>(
  figure: Figure<Args>,
  rowsOf: TracedRows<Args>,
  questions: ContributionsQuestion<Args>[],
  context: GraphContext,
) {
  const { args } = questions[0] as ContributionsQuestion<Args>;
  const scopes = [...new Set(questions.map(({ parentKey }) => parentKey))];
  const parts = [...new Set(questions.map(({ part }) => part))];
  const entered = enteredIn(figure, args, await rowsOf(scopes, args, parts, context));
  const first = Math.max(...questions.map((question) => question.first));
  const statement = first === 0 ? totalsOf(entered) : rankedOf(figure, entered, first);
  const { rows } = await statement.execute(creditDb(context));
  const byPlace = Map.groupBy(rows, ({ scope, part }) => `${scope} ${part}`);
  return (question: ContributionsQuestion<Args>): Contributions => {
    const found = byPlace.get(`${scopes.indexOf(question.parentKey)} ${question.part}`);
    return found ? toContributions(found, question.first) : NOTHING;
  };
}

/** The loans that enter. */
function enteredIn<Args extends ScopeArgs>(figure: Figure<Args>, args: Args, rows: RawBuilder<unknown>) {
  const terms = Object.values(figure.terms).map((term, at) => sql`${term.of(args)} as ${termColumn(at)}`);
  return sql`(
    select * from (
      select l.scope, l.part, l.id, l.loan_id, l.borrower, l.amount, ${figure.adds(args)} as added,
        ${figure.weight ?? sql`l.amount`} as weight, ${sql.join(terms)}
      from ${rows}) l
    where added is not null) entered`;
}

const termColumn = (at: number) => sql.ref(`term_${at}`);

const totalsOf = (entered: RawBuilder<unknown>) => sql<Row>`
  select scope, part, count(*)::int as "rowCount", sum(added) as sum, sum(weight) as weight
  from ${entered} group by scope, part`;

/** The loans are read once, for the totals and for their order; what is shown of a loan becomes text only there. */
function rankedOf(figure: Figure<never>, entered: RawBuilder<unknown>, first: number) {
  const values = Object.keys(figure.terms).map((_, at) => sql`${termColumn(at)}::text`);
  const way = sql.raw(figure.leastFirst ? 'asc' : 'desc');
  return sql<Row>`
    select scope, part, "rowCount", sum, total_weight as weight, id::text as key, loan_id as "loanId", borrower, added,
      array[${sql.join(values)}] as "values"
    from (
      select entered.*, (count(*) over whole)::int as "rowCount", sum(added) over whole as sum,
        sum(weight) over whole as total_weight,
        row_number() over (whole order by added ${way}, amount desc, loan_id collate "C", id) as place
      from ${entered} window whole as (partition by scope, part)
    ) ranked
    where place <= ${first} order by scope, part, place`;
}

function toContributions(rows: Row[], first: number): Contributions {
  const { rowCount, sum, weight } = rows[0] as Row;
  const loans = rows.slice(0, first).map(({ key, loanId, borrower, added, values }) => {
    return { key, loanId, borrower, added, values };
  });
  return { totals: { rowCount, sum, weight }, loans };
}

import { sql } from 'kysely';
import { Decimal, toMoney } from '../../../../platform/decimal.ts';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import type { CreditRating } from '../../rating/rating-scale.ts';
import { bookOf } from '../book/book.ts';
import { isRolledUp } from '../rollup/rollups.ts';
import { rowsOfScopes } from '../scope.ts';
import { type DefaultRiskArgs, effectivePd } from './default-risk.rows.ts';
import type { RiskyLoan } from './default-risk.type.ts';
import { riskiestOfGrades } from './riskiest-of-grades.sql.ts';

export interface RiskyLoansArgs extends DefaultRiskArgs {
  top: number;
}

/** A risky loan with its database key, null if a scenario added it. */
export interface RiskyLoanRow extends RiskyLoan {
  key: string | null;
}

interface Row {
  scope: number;
  key: string | null;
  loanId: string;
  borrower: string;
  amount: string;
  creditRating: CreditRating | null;
  pd: string;
  lgd: string;
}

/** The rated loans of a scope with the largest E·PD·LGD, ties by loanId in code point order. */
export const topRiskyLoansLoader = parentedLoader<RiskyLoansArgs, RiskyLoanRow[]>(
  async (scopes, args, context) => {
    // A loan in default counts with another PD than its grade has.
    const isByGrade = isRolledUp(args) && !args.defaultedAsD;
    const rated = isByGrade ? riskiestOfGrades(scopes, args, context) : ratedOfBook(scopes, args, context);
    const { rows } = await sql<Row>`
      select scope, id::text as key, loan_id as "loanId", borrower, amount, credit_rating as "creditRating", pd, lgd
      from (
        select rated.*, row_number() over (
          partition by scope order by amount * pd * lgd desc, loan_id collate "C", id) as place
        from (${rated}) rated
      ) ranked
      where place <= ${args.top} order by scope, place`.execute(creditDb(context));
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => rowsOf(scope).map(toRiskyLoan);
  },
);

const ratedOfBook = (scopes: string[], args: RiskyLoansArgs, context: GraphContext) => sql`
  select l.scope, l.id, l.loan_id, l.borrower, l.amount, l.credit_rating, ${effectivePd(args)} as pd, l.lgd
  from ${bookOf(scopes, args, context)} where l.pd is not null`;

const toRiskyLoan = ({ key, loanId, borrower, amount, creditRating, pd, lgd }: Row): RiskyLoanRow => ({
  key,
  loanId,
  borrower,
  exposure: toMoney(amount),
  creditRating,
  pd: Number(pd),
  lgd: Number(lgd),
  expectedLoss: toMoney(new Decimal(amount).times(pd).times(lgd)),
});

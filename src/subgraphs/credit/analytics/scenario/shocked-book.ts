import { sql } from 'kysely';
import { type Book, changed, type Portfolios } from '../book/book-columns.ts';
import { addLoan } from './add-loan.shock.ts';
import { changeLoan } from './change-loan.shock.ts';
import { defaultShare } from './default-share.shock.ts';
import { notchDown } from './notch-down.shock.ts';
import { whereSelected } from './shock-filter.ts';
import type { ShockName, ShockValues, SoundShock } from './sound-scenario.ts';

/** A book after a scenario: every shock is a relation over the one before, so each acts on what the last one left. */
export const shocked = (book: Book, scenario: SoundShock[], portfolios: Portfolios): Book =>
  scenario.reduce((before, shock) => afterShock(before, shock, portfolios), book);

/** A book after one shock. */
export const afterShock = (book: Book, { name, shock }: SoundShock, portfolios: Portfolios): Book =>
  (SHOCKS[name] as Shock<ShockName>)(book, shock as never, portfolios);

type Shock<Name extends ShockName> = (book: Book, shock: ShockValues[Name], portfolios: Portfolios) => Book;

const SHOCKS: { [Name in ShockName]: Shock<Name> } = {
  rateShift: (book, { basisPoints, filter }) =>
    changed(book, {
      rate: whereSelected(filter, sql`greatest(l.rate + ${basisPoints}::numeric * 0.01, 0)`, 'rate'),
    }),

  // `least` passes over null: only a PD below 1 is multiplied, so an unrated loan does not get one of 1.
  pdMultiplier: (book, { factor, filter }) =>
    changed(book, {
      pd: whereSelected(
        filter,
        sql`case when l.pd < 1 then least(l.pd * ${factor}::numeric, 1) else l.pd end`,
        'pd',
      ),
    }),

  recovery: (book, { rate, filter }) =>
    changed(book, {
      lgd: whereSelected(filter, sql`case when l.lgd is not null then 1 - ${rate}::numeric end`, 'lgd'),
    }),

  notchDown,
  defaultShare,
  changeLoan,

  removeLoan: (book, { loanId }) => changed(sql`${book} where l.loan_id <> ${loanId}`, {}),

  addLoan,
};

import { Decimal } from '../../../platform/decimal.ts';
import { badUserInput, type Issue } from '../../../platform/errors.ts';
import { type LoanField, type LoanValues, maturedAlready, parseLoanFields } from '../loan/loan-fields.ts';
import { loansThat } from '../loan/loan-filter.sql.ts';
import type { LoanFilter } from '../loan/loan-filter.type.ts';
import type { ShockInput } from './shock.input.ts';

const MAX_SHOCKS = 20;
const MAX_BASIS_POINTS = 10_000;
const MAX_FACTOR = 1_000;
const MAX_NOTCHES = 21;

interface Filtered {
  filter?: LoanFilter | null;
}

/** The shocks with values that have been checked. */
export interface BookShocks {
  rateShift: Filtered & { basisPoints: string };
  pdMultiplier: Filtered & { factor: string };
  recovery: Filtered & { rate: string };
  notchDown: Filtered & { notches: number };
  defaultShare: Filtered & { share: string };
  changeLoan: { loanId: string; values: Partial<LoanValues> };
  removeLoan: { loanId: string };
  addLoan: { values: LoanValues };
}
export type ShockName = keyof BookShocks;
export type SoundShock = { [Name in ShockName]: { name: Name; shock: BookShocks[Name] } }[ShockName];

type Given<Name extends ShockName> = NonNullable<ShockInput[Name]>;
type Check<Name extends ShockName> = (given: Given<Name>, report: Report, today: string) => BookShocks[Name];
/** Notes what is wrong with a field of the shock. */
type Report = (field: string, message: string) => void;

/** Checks every shock; throws BAD_USER_INPUT with all that is wrong, each at its place in `scenario`. */
export function soundScenario(scenario: ShockInput[], today: string): SoundShock[] {
  if (scenario.length > MAX_SHOCKS) {
    throw badUserInput([
      { path: ['scenario'], message: `${scenario.length} shocks; at most ${MAX_SHOCKS}.` },
    ]);
  }
  const issues: Issue[] = [];
  const shocks = scenario.map((input, index) => soundShock(input, ['scenario', index], today, issues));
  if (issues.length > 0) throw badUserInput(issues);
  return shocks as SoundShock[];
}

function soundShock(
  input: ShockInput,
  path: Issue['path'],
  today: string,
  issues: Issue[],
): SoundShock | null {
  const given = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  const [name, value] = given[0] ?? [];
  if (given.length !== 1 || !name) {
    issues.push({ path, message: `Exactly one shock, not ${given.length}.` });
    return null;
  }
  const report: Report = (field, message) => issues.push({ path: [...path, name, field], message });
  const check = CHECKS[name as ShockName] as Check<ShockName>;
  // A filter's own limits are told at its place, before anything is asked of the database.
  loansThat((value as Filtered).filter, { path: [...path, name, 'filter'] });
  return { name, shock: check(value, report, today) } as SoundShock;
}

function between(value: string | number, from: number, to: number, field: string, report: Report): void {
  const number = new Decimal(value);
  if (number.lt(from) || number.gt(to)) report(field, `${value} is not from ${from} to ${to}.`);
}

const CHECKS: { [Name in ShockName]: Check<Name> } = {
  rateShift: (given, report) => {
    between(given.basisPoints, -MAX_BASIS_POINTS, MAX_BASIS_POINTS, 'basisPoints', report);
    return given;
  },
  pdMultiplier: (given, report) => {
    between(given.factor, 0, MAX_FACTOR, 'factor', report);
    return given;
  },
  recovery: (given, report) => {
    between(given.rate, 0, 1, 'rate', report);
    return given;
  },
  notchDown: (given, report) => {
    between(given.notches, -MAX_NOTCHES, MAX_NOTCHES, 'notches', report);
    return given;
  },
  defaultShare: (given, report) => {
    between(given.share, 0, 1, 'share', report);
    return given;
  },
  changeLoan: ({ loanId, ...fields }, report) => {
    const given = (Object.keys(fields) as LoanField[]).filter(
      (field) => fields[field as keyof typeof fields] != null,
    );
    return { loanId: loanId.trim(), values: parsed(fields, given, report) };
  },
  removeLoan: ({ loanId }) => ({ loanId: loanId.trim() }),
  addLoan: (given, report, today) => {
    const matured = maturedAlready(given.maturityDate, today);
    if (matured) report('maturityDate', matured.message);
    return { values: parsed(given, undefined, report) as LoanValues };
  },
};

/** The values of the fields, by the same rules as a stored loan's. */
function parsed(input: object, fields: LoanField[] | undefined, report: Report): Partial<LoanValues> {
  const { values, complaints } = parseLoanFields(input, fields);
  for (const { field, message } of complaints) report(field, message);
  return values ?? {};
}

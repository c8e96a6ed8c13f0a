import { Decimal } from '../../../../platform/decimal.ts';
import { badUserInput, type Issue } from '../../../../platform/errors.ts';
import { type LoanField, type LoanValues, maturedAlready, parseLoanFields } from '../../loan/loan-fields.ts';
import type { LoanFilter } from '../../loan/loan-filter.type.ts';
import { filterIssues, filtersIssues } from './scenario-filters.ts';
import type { ShockInput } from './shock.input.ts';

export const MAX_SHOCKS = 20;
const MAX_BASIS_POINTS = 10_000;
const MAX_FACTOR = 1_000;
const MAX_NOTCHES = 21;

interface Filtered {
  filter?: LoanFilter | null;
}

/** What each shock does, with values that have been checked. */
export interface ShockValues {
  rateShift: Filtered & { basisPoints: string };
  pdMultiplier: Filtered & { factor: string };
  recovery: Filtered & { rate: string };
  notchDown: Filtered & { notches: number };
  defaultShare: Filtered & { share: string };
  changeLoan: { loanId: string; values: Partial<LoanValues> };
  removeLoan: { loanId: string };
  addLoan: { values: LoanValues };
}
export type ShockName = keyof ShockValues;
export type SoundShock = { [Name in ShockName]: { name: Name; shock: ShockValues[Name] } }[ShockName];

type Given<Name extends ShockName> = NonNullable<ShockInput[Name]>;
/** Reports what is wrong; only where nothing is, the answer counts. */
type Check<Name extends ShockName> = (given: Given<Name>, report: Report, today: string) => ShockValues[Name];
type Report = (field: string, message: string) => void;

/** Checks every shock; throws BAD_USER_INPUT with all that is wrong, each at its place in `scenario`. */
export function soundScenario(scenario: ShockInput[], today: string): SoundShock[] {
  const path = ['scenario'];
  if (scenario.length > MAX_SHOCKS) {
    throw badUserInput([{ path, message: `${scenario.length} shocks; at most ${MAX_SHOCKS}.` }]);
  }
  const issues: Issue[] = [];
  const shocks = scenario.map((input, index) => soundShock(input, [...path, index], today, issues));
  if (issues.length === 0) issues.push(...filtersIssues(shocks.map(filterOf), path));
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
  const shock = check(value, report, today);
  issues.push(...filterIssues(value.filter, [...path, name, 'filter']));
  return { name, shock } as SoundShock;
}

const filterOf = (sound: SoundShock | null) => (sound?.shock as Filtered).filter;

/** Reports a number that is not in its range. */
const within =
  <Field extends string>(field: Field, from: number, to: number) =>
  <Values extends Record<Field, string | number>>(given: Values, report: Report): Values => {
    const number = new Decimal(given[field]);
    if (number.lt(from) || number.gt(to)) report(field, `${given[field]} is not from ${from} to ${to}.`);
    return given;
  };

const CHECKS: { [Name in ShockName]: Check<Name> } = {
  rateShift: within('basisPoints', -MAX_BASIS_POINTS, MAX_BASIS_POINTS),
  pdMultiplier: within('factor', 0, MAX_FACTOR),
  recovery: within('rate', 0, 1),
  notchDown: within('notches', -MAX_NOTCHES, MAX_NOTCHES),
  defaultShare: within('share', 0, 1),
  changeLoan: (given, report) => {
    const fields = (Object.keys(given) as (keyof typeof given)[]).filter((field) => given[field] != null);
    const { loanId, ...values } = parsed(given, fields, report);
    return { loanId: loanId as string, values };
  },
  removeLoan: (given, report) => ({ loanId: parsed(given, ['loanId'], report).loanId as string }),
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

export const LOAN_STATUSES = ['PERFORMING', 'WATCH_LIST', 'NON_PERFORMING', 'DEFAULTED'] as const;

export type LoanStatus = (typeof LOAN_STATUSES)[number];

/** How a file spells them; the schema's own names are understood too. */
const SPELLINGS = new Map<string, LoanStatus>([
  ...LOAN_STATUSES.map((status) => [status, status] as const),
  ['WATCH LIST', 'WATCH_LIST'],
  ['NON-PERFORMING', 'NON_PERFORMING'],
]);

/** The status that a text names, trimmed and in any case; null where it names none. */
export const parseLoanStatus = (text: string): LoanStatus | null =>
  SPELLINGS.get(text.trim().toUpperCase()) ?? null;

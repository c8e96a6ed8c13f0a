import { registerEnumType } from 'type-graphql';
import { LOAN_STATUSES, type LoanStatus as LoanStatusName } from './loan-status.ts';

export const LoanStatus = Object.fromEntries(LOAN_STATUSES.map((status) => [status, status])) as {
  [Name in LoanStatusName]: Name;
};

registerEnumType(LoanStatus, {
  name: 'LoanStatus',
  description: 'How a loan is doing. In CSV: Performing, Watch List, Non-Performing, Defaulted, in any case.',
  valuesConfig: {
    PERFORMING: { description: 'Paid as agreed.' },
    WATCH_LIST: { description: 'Paid, but watched.' },
    NON_PERFORMING: { description: 'Not paid as agreed.' },
    DEFAULTED: { description: 'In default.' },
  },
});

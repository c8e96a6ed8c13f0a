import { loansCsv } from '../../faults/support/book.ts';
import type { Person } from '../people.ts';
import type { Step } from './step.ts';

const IMPORT = `mutation ($input: ImportLoansInput!) { importLoans(input: $input) {
  dryRun totalRows created failed fileName fileSha256 errors { row column code message }
  before { loanCount } after { loanCount totalExposure } user { username } portfolio { name owner { fullName } } } }`;
const FAULTY = `${loansCsv(3)}\nL9,,nothing,5.25,Retail,2031-06-30,XX,Performing`;

const upload = (name: string, csv: string, as: Person, preflight = true): Step => ({
  name,
  play(stage) {
    const form = new FormData();
    const variables = { input: { portfolioId: stage.kept('other portfolio'), file: null } };
    form.set('operations', JSON.stringify({ query: IMPORT, variables }));
    form.set('map', JSON.stringify({ file: ['variables.input.file'] }));
    form.set('file', new Blob([csv], { type: 'text/csv' }), 'loans.csv');
    const headers = { ...(preflight && { 'apollo-require-preflight': 'true' }), ...stage.tokenOf(as) };
    return stage.send({ headers, body: form });
  },
});

/** Files; the last one is more than a user may send in an hour. */
export const uploadSteps: Step[] = [
  upload('a file of loans', loansCsv(200), 'manager'),
  upload('a file with faults', FAULTY, 'manager'),
  upload('a file that is none of loans', 'a,b\n1,2', 'manager'),
  upload('a file of somebody who may not', loansCsv(1), 'viewer'),
  upload('a file of another tenant', loansCsv(1), 'stranger'),
  upload('a file without the header', loansCsv(1), 'manager', false),
  upload('one file too many', loansCsv(1), 'manager'),
];

import type { ImportLoansMutation } from '../graph/documents.ts';
import { count, counted, money } from '../numbers/formats.ts';

type Run = ImportLoansMutation['importLoans'];

/** What an import did, or would do. */
export const ImportReport = ({ run, currency }: { run: Run; currency: string }) => (
  <div className="report" role="status">
    <p>
      <strong>
        {run.dryRun ? 'Tried, and nothing is stored.' : `Stored: ${counted(run.created, 'loan')}.`}
      </strong>{' '}
      {count(run.created)} of {count(run.totalRows)} rows sound
      {run.failed > 0 && `, ${count(run.failed)} refused`}.
    </p>
    {run.before && run.after && (
      <p>
        Exposure {money(run.before.totalExposure, currency)} → {money(run.after.totalExposure, currency)},
        loans {count(run.before.loanCount)} → {count(run.after.loanCount)}.
      </p>
    )}
    {run.errors.length > 0 && <Errors errors={run.errors} />}
  </div>
);

const Errors = ({ errors }: { errors: Run['errors'] }) => (
  <table className="rows">
    <caption>Refused rows</caption>
    <thead>
      <tr>
        <th scope="col">Row</th>
        <th scope="col">Column</th>
        <th scope="col">Why</th>
      </tr>
    </thead>
    <tbody>
      {errors.map(({ row, column, message }) => (
        <tr key={`${row} ${column} ${message}`}>
          <th scope="row">{row}</th>
          <td>{column ?? '–'}</td>
          <td>{message}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

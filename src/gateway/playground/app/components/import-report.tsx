import type { ImportResult, ImportRun } from '../imports/send-import.ts';
import { Table } from './table.tsx';

export const ImportReport = ({ result }: { result: ImportResult }) => (
  <section className="report" role="status">
    {'run' in result ? (
      <RunReport run={result.run} />
    ) : (
      <Table
        caption={`The table now has ${result.rates.length} ratings.`}
        head={['Rating', 'Default probability', 'Recovery rate', 'Risk weight']}
        rows={result.rates.map((rate) => [
          rate.creditRating,
          rate.defaultProbability,
          rate.recoveryRate,
          rate.riskWeight,
        ])}
      />
    )}
  </section>
);

const RunReport = ({ run }: { run: ImportRun }) => (
  <>
    <Table
      caption={`${run.fileName}: ${run.dryRun ? 'dry run, nothing was stored' : `${run.created + run.updated} rows stored`}`}
      head={['Rows', 'Successful', 'Created', 'Updated', 'Failed', 'Errors']}
      rows={[[run.totalRows, run.successful, run.created, run.updated, run.failed, run.errorCount]]}
    />
    {run.errors.length > 0 && (
      <Table
        caption={`The first ${run.errors.length} of ${run.errorCount} errors`}
        head={['Row', 'Loan', 'Column', 'Error']}
        rows={run.errors.map(({ row, loanId, column, message }) => [row, loanId, column, message])}
      />
    )}
  </>
);

import { useState } from 'react';
import { type ImportKind, importKinds } from '../imports/import-kinds.ts';
import { usePortfolios } from '../imports/portfolios.ts';

/** What to import and how. Their names are the keys of the form. */
export function ImportFields() {
  const [kind, setKind] = useState<ImportKind>('loans');
  return (
    <>
      <label>
        Kind
        <select name="kind" value={kind} onChange={(event) => setKind(event.target.value as ImportKind)}>
          {Object.entries(importKinds).map(([value, { label }]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        File (CSV)
        <input name="file" type="file" accept=".csv,text/csv" required />
      </label>
      {importKinds[kind].isOfPortfolio && <PortfolioFields />}
    </>
  );
}

function PortfolioFields() {
  const { portfolios, failure } = usePortfolios();
  return (
    <>
      <label>
        Portfolio
        <select name="portfolioId" required>
          {portfolios.map(({ id, name, currency }) => (
            <option key={id} value={id}>
              {name} ({currency})
            </option>
          ))}
        </select>
      </label>
      {failure && (
        <p className="error" role="alert">
          {failure}
        </p>
      )}
      <label>
        Rows with errors
        <select name="errorPolicy">
          <option value="SKIP_INVALID_ROWS">Skip them, import the rest</option>
          <option value="REJECT_ALL">Import nothing if there is one</option>
        </select>
      </label>
      <label>
        Rows that exist already
        <select name="onDuplicate">
          <option value="REJECT_ROW">Reject them</option>
          <option value="UPDATE">Update what is stored</option>
        </select>
      </label>
      <label className="check">
        <input name="dryRun" type="checkbox" defaultChecked />
        Dry run: check the file, store nothing
      </label>
    </>
  );
}

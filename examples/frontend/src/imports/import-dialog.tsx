import { useMutation } from '@apollo/client/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ImportLoansDocument } from '../graph/documents.ts';
import { wordsOf } from '../graph/words.ts';
import { counted } from '../numbers/formats.ts';
import { FileField } from './file-field.tsx';
import { ImportReport } from './import-report.tsx';

interface ImportDialogProps {
  portfolio: { id: string; name: string; currency: string };
  /** An analyst may only try a file. */
  mayStore: boolean;
  onClose: () => void;
}

/** A file is tried first, and stored once its report has been seen. */
export function ImportDialog({ portfolio, mayStore, onClose }: ImportDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [file, setFile] = useState<File | null>(null);
  // The page hears of it by its subscription, too; but it is not to depend on a socket that may be lost.
  const [importLoans, { data, error, loading, reset }] = useMutation(ImportLoansDocument, {
    refetchQueries: ({ data }) => (data?.importLoans.dryRun ? [] : 'active'),
  });
  useEffect(() => dialog.current?.showModal(), []);
  const run = data?.importLoans;
  const isTried = run?.dryRun === true && run.created > 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!file) return;
    const input = { portfolioId: portfolio.id, file, dryRun: !(isTried && mayStore) };
    // Its refusal is shown by `error`.
    importLoans({ variables: { input } }).catch(() => {});
  }

  return (
    <dialog ref={dialog} className="import" aria-labelledby="import-title" onClose={onClose}>
      <form onSubmit={submit}>
        <h2 id="import-title">Import loans into {portfolio.name}</h2>
        <FileField
          choose={(chosen) => {
            setFile(chosen);
            reset();
          }}
        />
        {!mayStore && (
          <p className="faint">You may try a file; storing it is up to the portfolio’s manager.</p>
        )}
        {error && (
          <p className="error" role="alert">
            {wordsOf(error)}
          </p>
        )}
        {run && <ImportReport run={run} currency={portfolio.currency} />}
        <footer>
          <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
            Close
          </button>
          {(!run || (isTried && mayStore)) && (
            <button type="submit" className="primary" disabled={!file || loading}>
              {loading ? 'Reading…' : isTried ? `Import ${counted(run.created, 'loan')}` : 'Try the file'}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
}

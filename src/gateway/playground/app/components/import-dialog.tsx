import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ImportKind } from '../imports/import-kinds.ts';
import { type ImportResult, sendImport } from '../imports/send-import.ts';
import { ImportFields } from './import-fields.tsx';
import { ImportReport } from './import-report.tsx';

/** Sends a file, which GraphiQL itself cannot. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [result, setResult] = useState<ImportResult | null>(null);
  const [error, setError] = useState('');
  const [isSending, setIsSending] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setError('');
    setResult(null);
    setIsSending(true);
    try {
      setResult(await send(form));
    } catch (refusal) {
      setError((refusal as Error).message);
    } finally {
      setIsSending(false);
    }
  }

  return (
    <dialog ref={dialog} className="form-dialog" aria-labelledby="import-title" onClose={onClose}>
      <form onSubmit={submit}>
        <h2 id="import-title">Import a file</h2>
        <ImportFields />
        {error && (
          <p className="error" role="alert">
            {error}
          </p>
        )}
        {result && <ImportReport result={result} />}
        <footer>
          <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
            Close
          </button>
          <button type="submit" className="primary" disabled={isSending}>
            {isSending ? 'Importing…' : 'Import'}
          </button>
        </footer>
      </form>
    </dialog>
  );
}

const send = (form: FormData) =>
  sendImport(form.get('kind') as ImportKind, form.get('file') as File, {
    portfolioId: String(form.get('portfolioId')),
    errorPolicy: String(form.get('errorPolicy')),
    onDuplicate: String(form.get('onDuplicate')),
    dryRun: form.has('dryRun'),
  });

import type { GraphQLSchema } from 'graphql';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { WrittenRequest } from '../copy/request.ts';
import { usePublicSchema } from '../documents/use-public-schema.ts';
import { firstDraft } from './first-draft.ts';
import { faultsByField, type ReportDraft, registerReport, type SavedReport } from './register-report.ts';
import { ReportAddresses } from './report-addresses.tsx';
import { ReportFields } from './report-fields.tsx';
import { keepReportName } from './report-name.ts';

/** Saves a query under a name, and then says where it can be called. */
export function SaveDialog({ request, onClose }: { request: WrittenRequest; onClose: () => void }) {
  const schema = usePublicSchema();
  const dialog = useRef<HTMLDialogElement>(null);
  const [saved, setSaved] = useState<SavedReport | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return createPortal(
    <dialog ref={dialog} className="form-dialog" aria-labelledby="save-title" onClose={onClose}>
      <h2 id="save-title">Save as report</h2>
      {!saved && !schema && <p role="status">Reading the schema…</p>}
      {!saved && schema && (
        <SaveForm
          schema={schema}
          request={request}
          onSaved={setSaved}
          onClose={() => dialog.current?.close()}
        />
      )}
      {saved && (
        <ReportAddresses
          report={saved}
          variables={request.variables}
          onClose={() => dialog.current?.close()}
        />
      )}
    </dialog>,
    document.body,
  );
}

interface FormProps {
  schema: GraphQLSchema;
  request: WrittenRequest;
  onSaved: (report: SavedReport) => void;
  onClose: () => void;
}

function SaveForm({ schema, request, onSaved, onClose }: FormProps) {
  const [draft] = useState(() => firstDraft(schema, request.query, request.operationName));
  const [faults, setFaults] = useState<Record<string, string[]>>({});
  const [isSending, setIsSending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setFaults({});
    setIsSending(true);
    try {
      const report = await registerReport(readDraft(new FormData(event.currentTarget), request.query));
      keepReportName(request.query, report.name);
      onSaved(report);
    } catch (error) {
      setFaults(faultsByField(error as Error));
      setIsSending(false);
    }
  }

  return (
    <form onSubmit={submit}>
      <ReportFields draft={draft} faults={faults} />
      <footer>
        <button type="button" className="quiet" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="primary" disabled={isSending}>
          {isSending ? 'Saving…' : 'Save'}
        </button>
      </footer>
    </form>
  );
}

const readDraft = (form: FormData, body: string): ReportDraft => ({
  name: String(form.get('name')).trim(),
  description: String(form.get('description')).trim(),
  lists: form.getAll('lists').map(String),
  body,
});

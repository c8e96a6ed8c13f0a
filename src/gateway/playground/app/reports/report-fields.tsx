import { useViewer } from '../session/viewer.ts';
import type { ReportDraft } from './register-report.ts';

/** The fields of a report, each with what the server finds wrong with it. Their names are the keys of the form. */
export function ReportFields({ draft, faults }: { draft: ReportDraft; faults: Record<string, string[]> }) {
  const viewer = useViewer();
  return (
    <>
      <p className="aside">
        Your colleagues can call it by its name, each with their own rights. It is kept under your name
        {viewer && `, ${viewer.fullName ?? viewer.username}`}.
      </p>
      <label>
        Name
        <input name="name" required defaultValue={draft.name} aria-describedby="save-name-faults" />
      </label>
      <Faults id="save-name-faults" of={faults.name} />
      <label>
        Description
        <textarea
          name="description"
          rows={3}
          defaultValue={draft.description}
          aria-describedby="save-description-faults"
        />
      </label>
      <Faults id="save-description-faults" of={faults.description} />
      {draft.lists.length > 0 && (
        <fieldset>
          <legend>Tables, for CSV and XLSX</legend>
          {draft.lists.map((list) => (
            <label key={list} className="check">
              <input type="checkbox" name="lists" value={list} defaultChecked />
              <code>{list}</code>
            </label>
          ))}
        </fieldset>
      )}
      <Faults id="save-list-faults" of={faults.lists} />
      <Faults id="save-faults" of={[...(faults.body ?? []), ...(faults[''] ?? [])]} />
    </>
  );
}

const Faults = ({ id, of = [] }: { id: string; of: string[] | undefined }) => (
  <div id={id} role="alert">
    {of.map((fault) => (
      <p key={fault} className="error">
        {fault}
      </p>
    ))}
  </div>
);

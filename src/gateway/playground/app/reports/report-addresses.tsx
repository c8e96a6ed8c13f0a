import { useState } from 'react';
import { copyText } from '../copy/clipboard.ts';
import { curlOfReport } from '../copy/curl.ts';
import { type ReportFormat, reportUrl } from '../copy/report-url.ts';
import type { SavedReport } from './register-report.ts';

interface Props {
  report: SavedReport;
  variables: Record<string, unknown>;
  onClose: () => void;
}

const FORMATS: ReportFormat[] = ['json', 'csv', 'xlsx'];

/** Where a report is called, with the variables that stand in the tab. */
export function ReportAddresses({ report: { name, version, lists }, variables, onClose }: Props) {
  const [list, setList] = useState(lists[0] ?? '');
  // JSON and workbooks hold all tables; a CSV file is one.
  const listIn = (format: ReportFormat) => (format === 'csv' && lists.length > 1 ? list : null);
  const urls = FORMATS.map((format) => reportUrl(location.origin, name, format, variables, listIn(format)));
  return (
    <>
      <p role="status">
        Saved: <b>{name}</b>, version {version}.
      </p>
      {lists.length > 1 && (
        <label>
          Table of the CSV file
          <select value={list} onChange={(event) => setList(event.target.value)}>
            {lists.map((path) => (
              <option key={path}>{path}</option>
            ))}
          </select>
        </label>
      )}
      <ul className="addresses">
        {urls.map((url, position) => (
          <Address key={FORMATS[position]} label={FORMATS[position]!.toUpperCase()} text={url} />
        ))}
        <Address label="curl" text={curlOfReport(urls[1]!)} />
      </ul>
      <footer>
        <button type="button" className="primary" onClick={onClose}>
          Done
        </button>
      </footer>
    </>
  );
}

function Address({ label, text }: { label: string; text: string }) {
  const [state, setState] = useState('Copy');
  const copy = () =>
    copyText(text).then(
      () => setState('Copied'),
      () => setState('Not copied'),
    );
  return (
    <li>
      <span>{label}</span>
      <code>{text}</code>
      <button type="button" className="quiet" aria-label={`Copy ${label}`} onClick={() => void copy()}>
        {state}
      </button>
    </li>
  );
}

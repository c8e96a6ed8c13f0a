import { CopyIcon, ToolbarButton, ToolbarMenu } from '@graphiql/react';
import { useState } from 'react';
import { notify } from '../components/notices.tsx';
import { useWrittenRequest } from '../documents/use-written-request.ts';
import { endpoint } from '../endpoint.ts';
import { reportNameOf } from '../reports/report-name.ts';
import { SaveDialog } from '../reports/save-dialog.tsx';
import { useViewer } from '../session/viewer.ts';
import { copyText } from './clipboard.ts';
import { curlOf } from './curl.ts';
import { fetchCodeOf } from './fetch-code.ts';
import { reportUrl } from './report-url.ts';
import { TOKEN_VARIABLE } from './request.ts';

const url = new URL(endpoint, location.href).href;
const WITH_TOKEN = `Copied. It takes your token from ${TOKEN_VARIABLE}.`;

const copy = (text: string, words: string): Promise<void> =>
  copyText(text).then(
    () => notify(words),
    (error: Error) => notify(error.message),
  );

/** The request in the open tab, for elsewhere. */
export function CopyMenu() {
  const request = useWrittenRequest();
  const { copyReportUrl, dialog } = useReportUrl();
  return (
    <>
      <ToolbarMenu
        button={
          <ToolbarButton label="Copy the request">
            <CopyIcon className="graphiql-toolbar-icon" aria-hidden="true" />
          </ToolbarButton>
        }
      >
        <ToolbarMenu.Item onSelect={() => void copy(request.query, 'Copied.')}>Copy query</ToolbarMenu.Item>
        <ToolbarMenu.Item onSelect={() => void copy(curlOf(url, request), WITH_TOKEN)}>
          Copy as curl
        </ToolbarMenu.Item>
        <ToolbarMenu.Item onSelect={() => void copy(fetchCodeOf(url, request), WITH_TOKEN)}>
          Copy as fetch
        </ToolbarMenu.Item>
        <ToolbarMenu.Item onSelect={() => void copyReportUrl()}>Copy as report URL</ToolbarMenu.Item>
      </ToolbarMenu>
      {dialog}
    </>
  );
}

/** A document that is no report yet is offered to be saved as one, to whoever may. */
function useReportUrl() {
  const request = useWrittenRequest();
  const viewer = useViewer();
  const [isSaving, setIsSaving] = useState(false);

  async function copyReportUrl() {
    const name = await reportNameOf(request.query).catch(() => null);
    if (name !== null) {
      const words = 'Copied. Put .csv or .xlsx in place of .json for a table.';
      await copy(reportUrl(location.origin, name, 'json', request.variables), words);
    } else if (viewer?.role === 'VIEWER') {
      notify('This is no report yet. A viewer may run reports, but not save them.');
    } else {
      setIsSaving(true);
    }
  }

  return {
    copyReportUrl,
    dialog: isSaving && <SaveDialog request={request} onClose={() => setIsSaving(false)} />,
  };
}

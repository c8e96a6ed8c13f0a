import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect, useState } from 'react';
import { CopyMenu } from '../copy/copy-menu.tsx';
import { CostBar } from '../cost/cost-bar.tsx';
import { createFetcher } from '../fetcher.ts';
import { forgetBeginnings } from '../library/beginnings.ts';
import { firstTabs } from '../library/library.ts';
import { libraryPlugin } from '../library/library-plugin.tsx';
import { forgetReportNames } from '../reports/report-name.ts';
import { resultsPlugin } from '../results/results-plugin.tsx';
import { forgetRuns } from '../runs/runs.ts';
import { Notices } from './notices.tsx';

/** Beside the documentation, in this order. */
const plugins = [libraryPlugin, { ...explorerPlugin(), title: 'Explorer' }, resultsPlugin, HISTORY_PLUGIN];

const MAX_HISTORY = 100;

/** Then the library is open; from then on a browser remembers which pane was. */
const isFirstVisit = () => localStorage.getItem('graphiql:visiblePlugin') === null;

/** What the page knows through one viewer, when they sign out. */
function forgetViewersOwn(): void {
  forgetRuns();
  forgetReportNames();
  forgetBeginnings();
}

/** GraphiQL: it fetches the schema when it appears, which is after the sign-in. Tabs and history stay in the browser. */
export function Explorer() {
  const [isTrustedOnly, setTrustedOnly] = useState(false);
  const [{ fetcher, close }] = useState(() => createFetcher(() => setTrustedOnly(true)));
  const [firstPane] = useState(() => (isFirstVisit() ? libraryPlugin : undefined));
  useEffect(
    () => () => {
      close();
      forgetViewersOwn();
    },
    [close],
  );
  return (
    <>
      {isTrustedOnly && (
        <p className="notice" role="status">
          This server runs trusted documents only: what is written here, it refuses. Imports work as always.
        </p>
      )}
      <GraphiQL
        fetcher={fetcher}
        plugins={plugins}
        defaultTabs={firstTabs}
        visiblePlugin={firstPane}
        maxHistoryLength={MAX_HISTORY}
        shouldPersistHeaders={false}
        // The page sends none but its own.
        isHeadersEditorEnabled={false}
        defaultEditorToolsVisibility="variables"
      >
        {/* The bar names the product already. */}
        <GraphiQL.Logo>{null}</GraphiQL.Logo>
        <GraphiQL.Toolbar>
          {({ prettify, merge }) => (
            <>
              {prettify}
              {merge}
              <CopyMenu />
            </>
          )}
        </GraphiQL.Toolbar>
        <CostBar />
        <Notices />
      </GraphiQL>
    </>
  );
}

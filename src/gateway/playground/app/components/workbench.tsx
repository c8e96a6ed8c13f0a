import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import '../cost/cost.css';
import '../library/library.css';
import '../results/results.css';
import './narrow.css';
import { useAskedViewer, ViewerContext } from '../session/viewer.ts';
import { Bar } from './bar.tsx';
import { Explorer } from './explorer.tsx';

/** What a signed-in user sees. */
export default function Workbench() {
  return (
    <ViewerContext value={useAskedViewer()}>
      <div className="workbench">
        <Bar />
        <main className="explorer">
          <Explorer />
        </main>
      </div>
    </ViewerContext>
  );
}

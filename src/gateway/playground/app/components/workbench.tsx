import { Bar } from './bar.tsx';
import { Explorer } from './explorer.tsx';

/** What a signed-in user sees. */
export const Workbench = () => (
  <div className="workbench">
    <Bar />
    <main className="explorer">
      <Explorer />
    </main>
  </div>
);

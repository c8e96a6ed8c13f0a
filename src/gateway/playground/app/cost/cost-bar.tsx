import { useGraphiQL } from '@graphiql/react';
import { useMemo } from 'react';
import { Drop } from '../components/drop.tsx';
import { RESULTS } from '../components/pane-titles.ts';
import { showPane } from '../components/panes.ts';
import { readSoundDocument } from '../documents/sound-document.ts';
import { usePublicSchema } from '../documents/use-public-schema.ts';
import type { Run } from '../runs/run.ts';
import { useLastRun } from '../runs/runs.ts';
import { answerCost } from './answer-cost.ts';
import type { Estimate } from './estimate.ts';
import { useEstimate } from './use-estimate.ts';

/** What the open tab would cost, and what its last run did. */
export function CostBar() {
  const estimate = useEstimate();
  const run = useLastRun();
  return (
    <section className="cost" aria-label="Cost">
      <div className="cost-before" role="status">
        {estimate ? <Before estimate={estimate} /> : 'The cost appears here once there is something to run.'}
      </div>
      {run && <After run={run} />}
    </section>
  );
}

function Before({ estimate: { cost, limit, faults, dearest } }: { estimate: Estimate }) {
  return (
    <>
      {cost !== null && (
        <>
          <Gauge share={cost / limit} />
          <span>
            Estimated cost <b>{number(cost)}</b> of {number(limit)}
          </span>
        </>
      )}
      {faults.length > 0 && <span className="error">Would be refused. {faults.join(' ')}</span>}
      {dearest.length > 0 && (
        <Drop name="Where it goes" isUpwards>
          <table>
            <tbody>
              {dearest.map(({ path, cost }) => (
                <tr key={path}>
                  <td>{path}</td>
                  <td>{number(cost)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Drop>
      )}
    </>
  );
}

/** The words beside it say the same. */
const Gauge = ({ share }: { share: number }) => (
  <span className={share > 1 ? 'gauge is-over' : 'gauge'} aria-hidden="true">
    <span style={{ width: `${Math.min(100, Math.max(1, share * 100))}%` }} />
  </span>
);

function After({ run }: { run: Run }) {
  const schema = usePublicSchema();
  const isFetching = useGraphiQL((state) => state.isFetching);
  const cost = useMemo(() => {
    const sound = schema && readSoundDocument(schema, run.query, run.operationName);
    return sound && run.answer.data ? answerCost(sound, run.variables, run.answer.data) : null;
  }, [schema, run]);
  if (isFetching) return null;
  return (
    <div className="cost-after" role="status">
      <span>
        Last run:{' '}
        {cost !== null && (
          <>
            what came cost <b>{number(cost)}</b> ·{' '}
          </>
        )}
        {number(Math.round(run.durationMs))} ms · {size(run.bytes)}
      </span>
      <button type="button" className="quiet" onClick={() => showPane(RESULTS)}>
        Show as table
      </button>
    </div>
  );
}

const number = (value: number): string => value.toLocaleString('en-US');

const size = (bytes: number): string =>
  bytes < 1_000
    ? `${bytes} bytes`
    : bytes < 1_000_000
      ? `${(bytes / 1_000).toFixed(1)} kB`
      : `${(bytes / 1_000_000).toFixed(1)} MB`;

import type { HealthFragment, HealthLevel } from '../graph/documents.ts';
import { Bar } from '../numbers/bar-table.tsx';
import { Changing } from '../numbers/changing.tsx';
import { score } from '../numbers/formats.ts';

const WORDS: Record<HealthLevel, string> = { HEALTHY: 'healthy', MONITOR: 'monitor', AT_RISK: 'at risk' };

/** A half circle, drawn as if it were 100 long. */
const ARC = 'M 10 60 A 50 50 0 0 1 110 60';

export function HealthGauge({ analytics: { health } }: { analytics: HealthFragment }) {
  return (
    <section className="card health" aria-labelledby="health">
      <h2 id="health">Health</h2>
      {health.score === null || health.level === null ? (
        <p>No score: it takes a loan with a grade.</p>
      ) : (
        <Gauge value={health.score} level={health.level} />
      )}
      <dl className="marks">
        <Mark name="Performance" value={health.performance} />
        <Mark name="Quality" value={health.quality} />
        <Mark name="Concentration" value={health.concentration} />
        <Mark name="Maturity" value={health.maturity} />
      </dl>
      <p className="faint">
        The score is their mean: 30% performance, 30% quality, 25% concentration, 15% maturity.
      </p>
    </section>
  );
}

const Gauge = ({ value, level }: { value: number; level: HealthLevel }) => (
  <>
    <svg viewBox="0 0 120 66" role="img" aria-label={`Health score ${score(value)} of 100: ${WORDS[level]}`}>
      <path d={ARC} className="dial" />
      <path d={ARC} className={`needle ${level}`} pathLength={100} strokeDasharray={`${value} 100`} />
      <text x="60" y="56">
        {score(value)}
      </text>
    </svg>
    <p className="level">
      <Changing>{WORDS[level]}</Changing>
    </p>
  </>
);

const Mark = ({ name, value }: { name: string; value: number | null }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <Bar length={(value ?? 0) / 100} />
      {value === null ? 'none' : <Changing>{score(value)}</Changing>}
    </dd>
  </div>
);

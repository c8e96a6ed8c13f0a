import { useState } from 'react';
import type { ShockableFragment } from '../graph/documents.ts';
import { wordsOf } from '../graph/words.ts';
import { money } from '../numbers/formats.ts';
import { SliderField } from './slider-field.tsx';
import { type Positions, SLIDERS } from './sliders.ts';
import { useWhatIf } from './use-what-if.ts';
import { WhatIfTable } from './what-if-table.tsx';

interface WhatIfProps {
  portfolioId: string;
  now: ShockableFragment;
  currency: string;
  /** All grades, best first. */
  scale: string[];
}

const UNTOUCHED: Positions = {};

/** Sliders, and what they would do to the portfolio. Nothing is stored. */
export function WhatIf({ portfolioId, now, currency, scale }: WhatIfProps) {
  const [positions, setPositions] = useState(UNTOUCHED);
  const { shocked, isAsking, error } = useWhatIf(portfolioId, positions);
  return (
    <section className="card what-if" aria-labelledby="what-if">
      <h2 id="what-if">What if</h2>
      <form onSubmit={(event) => event.preventDefault()}>
        {SLIDERS.map((slider) => (
          <SliderField
            key={slider.name}
            slider={slider}
            position={positions[slider.name]}
            rest={restingPlaces(now)[slider.name]}
            move={(position) => setPositions({ ...positions, [slider.name]: position })}
          />
        ))}
        <button type="button" className="quiet" onClick={() => setPositions(UNTOUCHED)}>
          Reset
        </button>
      </form>
      {error && (
        <p className="error" role="alert">
          {wordsOf(error)}
        </p>
      )}
      <p className="unseen" role="status">
        {shocked && !isAsking && `Expected loss: ${money(shocked.defaultRisk.expectedLoss, currency)}`}
      </p>
      <WhatIfTable now={now} shocked={shocked} isAsking={isAsking} currency={currency} scale={scale} />
    </section>
  );
}

/** Where a slider stands that nobody has moved: where it changes nothing, or nearest to it. */
const restingPlaces = ({ defaultRisk }: ShockableFragment) => ({
  notches: '0',
  pdFactor: '1',
  recovery: (defaultRisk.averageRecoveryRate ?? 0).toFixed(2),
  basisPoints: '0',
});

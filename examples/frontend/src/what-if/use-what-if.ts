import { useQuery } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { PortfolioWhatIfDocument, type ShockableFragment } from '../graph/documents.ts';
import { type Positions, scenarioOf } from './sliders.ts';

/** A hand on a slider is asked about once it rests. */
const REST_MS = 200;

interface WhatIfAnswer {
  /** Null until there is one. */
  shocked: ShockableFragment | null;
  isAsking: boolean;
  error: Error | undefined;
}

/** The numbers under the scenario of the sliders; only the answer to the last question counts. */
export function useWhatIf(portfolioId: string, positions: Positions): WhatIfAnswer {
  const rested = useRested(positions, REST_MS);
  const scenario = scenarioOf(rested);
  const { data, previousData, error, loading } = useQuery(PortfolioWhatIfDocument, {
    variables: { id: portfolioId, scenario },
    skip: scenario.length === 0,
    // Every position would be kept, and none is likely to be asked for again.
    fetchPolicy: 'no-cache',
    notifyOnNetworkStatusChange: true,
  });
  const isAsked = scenario.length > 0;
  // What was answered last stays until the next answer; a refusal leaves nothing to show.
  const answer = isAsked && !error ? (data ?? previousData) : undefined;
  return {
    shocked: answer?.portfolio?.analytics ?? null,
    isAsking: loading || rested !== positions,
    error: isAsked ? error : undefined,
  };
}

/** A value that has not changed for a while. */
function useRested<Value>(value: Value, restMs: number): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return rested;
}

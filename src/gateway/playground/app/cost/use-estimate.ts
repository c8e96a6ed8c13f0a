import { useEffect, useMemo, useState } from 'react';
import { readSoundDocument } from '../documents/sound-document.ts';
import { usePublicSchema } from '../documents/use-public-schema.ts';
import { useWrittenRequest } from '../documents/use-written-request.ts';
import { type Estimate, estimateOf } from './estimate.ts';

/** Nothing is weighed while somebody types. */
const PAUSE_MS = 200;

/** What the open tab would cost; null while it holds nothing that could be run. */
export function useEstimate(): Estimate | null {
  const schema = usePublicSchema();
  const { query, variables, operationName } = usePaused(useWrittenRequest());
  return useMemo(() => {
    const sound = schema && readSoundDocument(schema, query, operationName);
    return sound ? estimateOf(sound, variables) : null;
  }, [schema, query, variables, operationName]);
}

function usePaused<Value>(value: Value): Value {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}

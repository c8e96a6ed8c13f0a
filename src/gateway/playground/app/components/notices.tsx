import { useEffect, useSyncExternalStore } from 'react';

const SHOWN_MS = 4_000;

let text = '';
const listeners = new Set<() => void>();

/** Says something in a few words, for a moment. */
export function notify(words: string): void {
  text = words;
  for (const listener of listeners) listener();
}

/** What there is to say. */
export function Notices() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => text,
  );
  useEffect(() => {
    const timer = setTimeout(() => notify(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <p className="toast" role="status">
      {shown}
    </p>
  );
}

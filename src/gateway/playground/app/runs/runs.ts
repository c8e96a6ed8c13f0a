import { useGraphiQL } from '@graphiql/react';
import { useEffect, useSyncExternalStore } from 'react';
import type { Run } from './run.ts';

/** The last run of each tab, by the tab's id, for as long as the page is open. */
let runs: ReadonlyMap<string, Run> = new Map();
let activeTabId = '';
const listeners = new Set<() => void>();

/** GraphiQL does not say which tab a request is of: it is of the one that is open when it leaves. */
export const tabOfNextRun = (): string => activeTabId;

export function keepRun(tabId: string, run: Run): void {
  runs = new Map(runs).set(tabId, run);
  for (const listener of listeners) listener();
}

/** What one viewer was answered is not for the next. */
export function forgetRuns(): void {
  runs = new Map();
}

/** The last run of the open tab. */
export function useLastRun(): Run | null {
  const tabId = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.id ?? '');
  useEffect(() => {
    activeTabId = tabId;
  }, [tabId]);
  return useSyncExternalStore(subscribe, () => runs).get(tabId) ?? null;
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

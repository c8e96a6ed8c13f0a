import { useSyncExternalStore } from 'react';

/** The portfolio that the address names (`/#id`), so that a reload, a bookmark and the back button keep it. */
export function useChosenPortfolio(): [string | undefined, (id: string) => void] {
  const id = useSyncExternalStore(onHashChange, () => location.hash.slice(1));
  return [id ? decodeURIComponent(id) : undefined, choose];
}

function onHashChange(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

const choose = (id: string) => {
  location.hash = encodeURIComponent(id);
};

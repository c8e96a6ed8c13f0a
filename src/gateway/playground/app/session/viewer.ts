import { createContext, useContext, useEffect, useState } from 'react';
import { ask } from './ask.ts';
import { endSession } from './session.ts';

export interface Viewer {
  username: string;
  fullName: string | null;
  role: string;
}

/** Asks who is signed in, once for the page; null until the server has said so. */
export function useAskedViewer(): Viewer | null {
  const [viewer, setViewer] = useState<Viewer | null>(null);
  useEffect(() => {
    ask<{ me: Viewer | null }>('Viewer').then(
      ({ me }) => (me ? setViewer(me) : endSession('Your session has ended. Sign in again.')),
      // The bar then stays without a name; the schema request beside it shows the same error in full.
      () => undefined,
    );
  }, []);
  return viewer;
}

export const ViewerContext = createContext<Viewer | null>(null);

/** Who is signed in; null until the server has said so. */
export const useViewer = (): Viewer | null => useContext(ViewerContext);

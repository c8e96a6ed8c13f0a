import { lazy, Suspense, useSyncExternalStore } from 'react';
import { isSignedIn, onSessionChange } from '../session/session.ts';
import { SignIn } from './sign-in.tsx';

/** The editors are large: they come while somebody types a password. */
const loading = import('./workbench.tsx');
const Workbench = lazy(() => loading);

export function App() {
  const isIn = useSyncExternalStore(onSessionChange, isSignedIn);
  if (!isIn) return <SignIn />;
  return (
    <Suspense
      fallback={
        <p className="loading" role="status">
          Loading the editors…
        </p>
      }
    >
      <Workbench />
    </Suspense>
  );
}

import { useSyncExternalStore } from 'react';
import { isSignedIn, onSessionChange } from '../session/session.ts';
import { SignIn } from './sign-in.tsx';
import { Workbench } from './workbench.tsx';

export const App = () => (useSyncExternalStore(onSessionChange, isSignedIn) ? <Workbench /> : <SignIn />);

import { ApolloProvider } from '@apollo/client/react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { connect } from './graph/client.ts';
import { SocketContext } from './live/connection.ts';
import { isSignedIn, onSessionChange } from './session/session.ts';
import { SignIn } from './session/sign-in.tsx';
import { Start } from './start.tsx';

export const App = () => (useSyncExternalStore(onSessionChange, isSignedIn) ? <Session /> : <SignIn />);

/** What belongs to one session: it ends with it, socket and cache included. */
function Session() {
  const [{ client, socket }] = useState(connect);
  useEffect(() => () => void socket.client.dispose(), [socket]);
  return (
    <ApolloProvider client={client}>
      <SocketContext value={socket}>
        <Start />
      </SocketContext>
    </ApolloProvider>
  );
}

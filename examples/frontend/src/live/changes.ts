import { useApolloClient, useSubscription } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { type ChangeKind, PortfolioChangedDocument } from '../graph/documents.ts';
import { useConnection } from './connection.ts';

/** What was changed last, and when this page heard of it. */
export interface Change {
  kind: ChangeKind;
  at: Date;
}

/** Listens to a portfolio; at each change, and after a time without connection, all that the page shows is asked again. */
export function useChanges(portfolioId: string): { last: Change | null; error: Error | undefined } {
  const client = useApolloClient();
  const [last, setLast] = useState<Change | null>(null);
  const askAgain = () => void client.refetchQueries({ include: 'active' });
  const { error } = useSubscription(PortfolioChangedDocument, {
    variables: { portfolioId },
    fetchPolicy: 'no-cache',
    onData({ data: { data } }) {
      if (!data) return;
      setLast({ kind: data.portfolioChanged.kind, at: new Date() });
      askAgain();
    },
  });
  useAfterLoss(askAgain);
  return { last, error };
}

/** Nobody tells what happened while the connection was lost. */
function useAfterLoss(catchUp: () => void): void {
  const connection = useConnection();
  const before = useRef(connection);
  useEffect(() => {
    if (before.current === 'lost' && connection === 'live') catchUp();
    before.current = connection;
  });
}

import type { ChangeKind } from '../graph/documents.ts';
import type { Connection } from '../graph/socket.ts';
import { wordsOf } from '../graph/words.ts';
import { counted } from '../numbers/formats.ts';
import type { Change } from './changes.ts';
import { useConnection } from './connection.ts';

const WHAT: Record<ChangeKind, string> = {
  LOANS: 'Loans were changed',
  RATINGS: 'Ratings were changed',
  PORTFOLIO: 'The portfolio was renamed or described anew',
  DEFAULT_RATES: 'The default rates were changed',
  DELETED: 'The portfolio was deleted',
};

interface LiveBarProps {
  last: Change | null;
  /** As the numbers on the page have it. */
  loanCount: number;
  error: Error | undefined;
}

/** What there is to say before anything was changed. */
const QUIET: Record<Connection, string> = {
  none: 'Connecting…',
  live: 'Live: changes appear as they happen.',
  lost: 'The connection is lost. Looking for the server…',
};

/** Whether the page is up to date, and what made it move. Read aloud where somebody listens to the page. */
export function LiveBar({ last, loanCount, error }: LiveBarProps) {
  const connection = useConnection();
  return (
    <p className={`live ${error ? 'off' : connection}`} role="status">
      {error
        ? `Changes are not told: ${wordsOf(error)}`
        : last && connection === 'live'
          ? sentenceOf(last, loanCount)
          : QUIET[connection]}
    </p>
  );
}

const sentenceOf = ({ kind, at }: Change, loanCount: number) =>
  `${WHAT[kind]} at ${at.toLocaleTimeString()}: now ${counted(loanCount, 'loan')}.`;

import { type ErrorCode, GraphError } from '../../platform/errors.ts';
import { shownErrors } from '../shown-errors.ts';

/** Why a connection is closed: `code` is a WebSocket's, `errorCode` an answer's; the words are a developer's to read. */
export class CloseReason extends Error {
  readonly code: number;
  readonly errorCode: ErrorCode;

  constructor(code: number, errorCode: ErrorCode, reason: string) {
    super(reason);
    this.code = code;
    this.errorCode = errorCode;
  }
}

/** Try again, elsewhere or in a moment. */
export const goingAway = () => new CloseReason(1001, 'SERVICE_UNAVAILABLE', 'The server is stopping.');
/** The database cannot be asked who this is. */
export const tryAgainLater = () => new CloseReason(1013, 'SERVICE_UNAVAILABLE', 'Try again later.');
export const full = () =>
  new CloseReason(1013, 'SERVICE_UNAVAILABLE', 'There are too many subscribers. Try again later.');
/** Fresh credentials are needed. */
export const unauthorized = (reason: string) => new CloseReason(4401, 'UNAUTHENTICATED', reason);
/** The credentials are right and not enough, or allow something else by now. */
export const forbidden = (reason: string) => new CloseReason(4403, 'FORBIDDEN', reason);
export const signInTimedOut = () => new CloseReason(4408, 'UNAUTHENTICATED', 'No credentials in time.');
export const tooManyConnections = (most: number) =>
  new CloseReason(
    4429,
    'RATE_LIMITED',
    `At most ${most} WebSockets and event streams a user: close another.`,
  );
const internalError = () =>
  new CloseReason(4500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side.');

/** Why a socket is closed where this was thrown. What is internal goes to the log, and shows nothing. */
export function reasonOf(fault: unknown): CloseReason {
  if (fault instanceof CloseReason) return fault;
  const [shown] = shownErrors([fault]);
  const code = shown?.extensions?.code;
  if (code === 'UNAUTHENTICATED') return unauthorized(shown?.message ?? '');
  return code === 'INTERNAL_SERVER_ERROR' ? internalError() : tryAgainLater();
}

/** The same as an error of an answer. */
export const errorOf = ({ errorCode, message }: CloseReason) => new GraphError(errorCode, message);

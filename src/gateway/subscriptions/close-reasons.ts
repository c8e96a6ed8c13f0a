/** Why a socket is closed: the code is the client's to act upon, the words are a developer's to read. */
export class CloseReason extends Error {
  readonly code: number;

  constructor(code: number, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** Try again, elsewhere or in a moment. */
export const goingAway = () => new CloseReason(1001, 'The server is stopping.');
/** The database cannot be asked who this is. */
export const tryAgainLater = () => new CloseReason(1013, 'Try again later.');
/** Fresh credentials are needed. */
export const unauthorized = (reason: string) => new CloseReason(4401, reason);
/** The credentials are right and not enough, or allow something else by now. */
export const forbidden = (reason: string) => new CloseReason(4403, reason);
export const signInTimedOut = () => new CloseReason(4408, 'No credentials in time.');
export const tooManySockets = (most: number) =>
  new CloseReason(4429, `At most ${most} sockets a user: close another.`);
export const internalError = () => new CloseReason(4500, 'Something went wrong on our side.');

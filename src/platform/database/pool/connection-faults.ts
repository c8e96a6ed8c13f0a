import { GraphError, serviceUnavailable } from '../../errors.ts';

// What goes wrong on the way to PostgreSQL has no code of PostgreSQL's: it is named here, where it happens.

/** The cause is for whoever reads the log, and never part of an answer. */
export const unreachable = (cause: unknown): GraphError =>
  Object.assign(serviceUnavailable('The database cannot be reached. Try again.'), { cause });

export const allConnectionsBusy = (): GraphError =>
  serviceUnavailable('All connections to the database are busy. Try again.');

/** The only error after which a change may have been made: whoever tries again must look first. */
export const outcomeUnknown = (): GraphError =>
  new GraphError(
    'SERVICE_UNAVAILABLE',
    'The connection was lost while the change was being committed: it was made, or it was not. Look before you try again.',
    { outcome: 'UNKNOWN' },
  );

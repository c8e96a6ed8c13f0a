/** What a line of the log says of a fault. */
export interface LoggedFault {
  type: string;
  /** Left out of a fault of the database, where it may quote values. */
  message?: string;
  /** SQLSTATE, and what it was about. */
  code?: string;
  table?: string;
  constraint?: string;
  stack: string;
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * A fault without what was asked: PostgreSQL quotes values in its messages, and the mapper whole statements with
 * their parameters.
 */
export function loggedFault(fault: unknown): LoggedFault {
  if (!(fault instanceof Error)) return { type: typeof fault, message: String(fault), stack: '' };
  const { name: type, message, stack = '' } = fault;
  const { code, table, constraint } = fault as Partial<LoggedFault>;
  if (!code || !SQLSTATE.test(code)) return { type, message, stack };
  return { type, code, ...(table && { table }), ...(constraint && { constraint }), stack: framesOf(stack) };
}

const framesOf = (stack: string) =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');

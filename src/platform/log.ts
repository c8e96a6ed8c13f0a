import pino from 'pino';
import { linesOfATurn } from './lines-of-a-turn.ts';
import { loggedFault } from './logged-fault.ts';

/**
 * What operators read: one line of JSON an event, on standard output. No line holds a token, a password or the value of
 * a variable. A fault goes under `err`, who asked under `viewerId`, and a request is known by its `requestId`.
 */
export const log = pino(
  {
    level: 'warn',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
    serializers: { err: loggedFault },
  },
  linesOfATurn,
);

/** From which level on lines are written. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

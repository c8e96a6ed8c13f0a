import { badUserInput, type GraphError } from '../../../platform/errors.ts';

/** The answer to a file that cannot be read as a whole, with everything that is wrong with it. */
export const refuseFile = (...messages: string[]): GraphError =>
  badUserInput(messages.map((message) => ({ path: ['file'], message })));

import { parseArgs } from 'node:util';
import { SettingsError, type Variables } from './environment.ts';

/** What `npm start` takes as arguments, as the variables that they stand for. */
export function readArguments(words: string[]): Variables {
  try {
    const { subgraphs } = parseArgs({ args: words, options: { subgraphs: { type: 'string' } } }).values;
    // An empty one names none; as a variable it would be no setting at all, and all would be served.
    return subgraphs === undefined ? {} : { SUBGRAPHS: subgraphs || ',' };
  } catch (error) {
    throw new SettingsError((error as Error).message);
  }
}

import { parseArgs } from 'node:util';

export interface LoadOptions {
  users: number;
  /** From the first user's first page on. */
  seconds: number;
  /** Over so many seconds the users come, one after the other. */
  rampSeconds: number;
  /** What must hold: of all answers. */
  maxP95Ms: number;
  maxErrors: number;
  /** What the file of the results is called. */
  name: string;
}

export const USAGE = `npm run load -- [options]

  --users 200       how many people have pages open
  --seconds 60      how long
  --ramp 10         over how many of these seconds they come
  --max-p95 500     the run fails where one answer of twenty takes longer, ms
  --max-errors 0.01 the run fails where a larger share of answers is an error
  --name load       results/NAME.json, from which npm run scale reads "load"`;

/** Reads the command line; throws with all that is wrong with it. */
export function readLoadOptions(args: string[]): LoadOptions {
  const { values } = parseArgs({
    args,
    options: {
      users: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '60' },
      ramp: { type: 'string', default: '10' },
      'max-p95': { type: 'string', default: '500' },
      'max-errors': { type: 'string', default: '0.01' },
      name: { type: 'string', default: 'load' },
    },
  });
  const faults: string[] = [];
  const number = (name: keyof typeof values, isFit: (value: number) => boolean, what: string) => {
    const value = Number(values[name]);
    if (values[name].trim() === '' || !isFit(value)) faults.push(`--${name} ${values[name]}: ${what}.`);
    return value;
  };
  const whole = (name: keyof typeof values, least: number, most: number) => {
    const isFit = (value: number) => Number.isInteger(value) && value >= least && value <= most;
    return number(name, isFit, `a whole number from ${least} to ${most.toLocaleString('en')}`);
  };
  const options = {
    users: whole('users', 1, 1_000),
    // Shorter than a token lives: nobody signs in again.
    seconds: whole('seconds', 1, 600),
    rampSeconds: whole('ramp', 0, 600),
    maxP95Ms: number('max-p95', (value) => value > 0, 'a number above 0'),
    maxErrors: number('max-errors', (value) => value >= 0 && value <= 1, 'a share from 0 to 1'),
    name: values.name,
  };
  if (options.rampSeconds > options.seconds) faults.push('--ramp: no longer than --seconds.');
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return options;
}

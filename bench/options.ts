import { parseArgs } from 'node:util';

/** What can be measured; `--only` names some of it. */
export const MEASURES = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7', 'first', 'write', 'I1'] as const;
export type Measure = (typeof MEASURES)[number];

export interface Options {
  /** Without the portfolio of 1,000,000 loans. */
  small: boolean;
  measures: Measure[];
  /** Numbers of callers, the first of which the ratios are of. */
  connections: number[];
  /** Of each load. */
  seconds: number;
  rounds: number;
  /** The question whose CPU profile is taken, the first of that name. */
  profile: string | null;
  /** What the files of the results are called. */
  name: string;
}

export const USAGE = `npm run bench -- [options]

  --small              leave out the portfolio of 1,000,000 loans
  --only Q1,Q4,first   measure only these of: ${MEASURES.join(', ')}
  --connections 10,50  how many callers at a time
  --seconds 2          how long each load runs
  --rounds 3           how often the variants take turns; medians are shown
  --profile Q3         and show where the server spends its time on this question
  --name NAME          results/NAME.json and .svg; "full" or "small" unless given`;

/** Reads the command line; throws with words for whoever typed it. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      small: { type: 'boolean', default: false },
      only: { type: 'string', default: MEASURES.join(',') },
      connections: { type: 'string', default: '10,50' },
      seconds: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '3' },
      profile: { type: 'string' },
      name: { type: 'string' },
    },
  });
  return {
    small: values.small,
    measures: values.only.split(',').map(measureOf),
    connections: values.connections.split(',').map((text) => positive('connections', text)),
    seconds: positive('seconds', values.seconds),
    rounds: positive('rounds', values.rounds),
    profile: values.profile ? measureOf(values.profile) : null,
    name: values.name ?? (values.small ? 'small' : 'full'),
  };
}

function measureOf(name: string): Measure {
  const known = MEASURES.find((measure) => measure.toLowerCase() === name.trim().toLowerCase());
  if (!known) throw new Error(`--only ${name}: there is ${MEASURES.join(', ')}.`);
  return known;
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${name} ${text}: a whole number above 0.`);
}

import type { Profile } from '../report/results.ts';

/** What V8 writes, as far as it is read here: samples of where the program was. */
export interface CpuProfile {
  nodes: ProfileNode[];
  samples: number[];
  /** Between one sample and the next, µs. */
  timeDeltas: number[];
}

interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string };
  children?: number[];
}

/**
 * Where the time went in the last seconds of a profile, the largest share first: packages, folders of the project and
 * parts of Node. What was idle does not count.
 */
export function bucketsOf(
  { nodes, samples, timeDeltas }: CpuProfile,
  lastSeconds: number,
): Profile['buckets'] {
  const buckets = bucketByNode(nodes);
  const spent = new Map<string, number>();
  let left = lastSeconds * 1_000_000;
  for (let index = samples.length - 1; index >= 0 && left > 0; index--) {
    const bucket = buckets.get(samples[index]!)!;
    const micros = timeDeltas[index] ?? 0;
    left -= micros;
    if (bucket !== IDLE) spent.set(bucket, (spent.get(bucket) ?? 0) + micros);
  }
  const total = [...spent.values()].reduce((sum, micros) => sum + micros, 0);
  const shares = [...spent].map(([name, micros]) => ({ name, share: micros / total }));
  return shares.sort((a, b) => b.share - a.share);
}

const IDLE = '(idle)';
const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules\/)/;
const OURS = /\/dist\/src\/([^/]+(?:\/[^/]+)?)\//;

/** A parent stands before its children. */
function bucketByNode(nodes: ProfileNode[]): Map<number, string> {
  const buckets = new Map<number, string>();
  const callers = new Map<number, string>();
  for (const { id, callFrame, children = [] } of nodes) {
    const bucket = bucketOf(callFrame) ?? callers.get(id) ?? 'unknown';
    buckets.set(id, bucket);
    for (const child of children) callers.set(child, bucket);
  }
  return buckets;
}

/** Undefined for what is built in (sorting, parsing JSON): that counts to whoever called it. */
function bucketOf({ functionName, url }: ProfileNode['callFrame']): string | undefined {
  const ofPackage = PACKAGE.exec(url)?.[1];
  if (ofPackage) return ofPackage;
  const ours = OURS.exec(url)?.[1];
  if (ours) return `riskgraph ${ours}`;
  if (url.startsWith('node:')) return 'node';
  return functionName.startsWith('(') ? functionName : undefined;
}

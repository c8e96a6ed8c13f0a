/** All that a run found out; what was not measured is empty. Times are ms unless the name says otherwise. */
export interface Results {
  takenAt: string;
  machine: Machine;
  seconds: number;
  rounds: number;
  readings: Reading[];
  missing: Missing[];
  /** Parts of the run that did not come to an end. */
  failures: { part: string; reason: string }[];
  firstReads: FirstRead[];
  writings: Writing[];
  importings: Importing[];
  neighbours: Neighbours | null;
  profile: Profile | null;
  /** At most resident while the questions were asked, MiB. */
  peakMemory: { variant: string; mebibytes: number | null }[];
}

export interface Machine {
  processor: string;
  cores: number;
  memoryGiB: number;
  node: string;
  postgres: string;
  /** Of the project, with a + where something was not committed. */
  commit: string;
}

/** How a server did under a load. CPU is per request; null where the machine has no /proc. */
export interface Sample {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  serverCpuMs: number | null;
  databaseCpuMs: number | null;
}

/** How a variant answered a question that so many callers asked again and again. */
export interface Reading extends Sample {
  question: string;
  title: string;
  connections: number;
  variant: string;
}

/** A variant that does not answer a question, in its own words. */
export interface Missing {
  question: string;
  variant: string;
  reason: string;
}

/** How long one caller waits for a question of a portfolio that has just been written. */
export interface FirstRead {
  question: string;
  title: string;
  limitMs: number;
  firstMs: number;
  /** Asked again at once: nothing has changed. */
  againMs: number;
}

/** How fast so many writers at a time change loans, one a request. */
export interface Writing extends Sample {
  title: string;
  writers: number;
  variant: string;
}

/** An import of a file through the server, and COPY of the same file without it. Memory is the server's. */
export interface Importing {
  rows: number;
  megabytes: number;
  importSeconds: number;
  copySeconds: number;
  /** CPU time; null where the machine has no /proc. */
  serverCpuSeconds: number | null;
  databaseCpuSeconds: number | null;
  copyCpuSeconds: number | null;
  /** How long the server answered nobody at most, and the most CPU time that it used meanwhile. */
  longestBlockMs: number;
  longestBlockCpuMs: number;
  /** Resident before it began, and at most until it ended; null where the machine has no /proc. */
  memoryBeforeMiB: number | null;
  memoryPeakMiB: number | null;
}

/** How long others wait for a page of loans or a dashboard, 95 times of 100, with and without an import beside. */
export interface Neighbours {
  rows: number;
  idleP95Ms: number;
  importP95Ms: number;
  /** The longest that anybody waited while the import ran. */
  importMaxMs: number;
  /** How many of them were not answered. */
  idleRefused: number;
  importRefused: number;
}

/** Where the server's CPU time goes while it answers one question again and again; shares are fractions. */
export interface Profile {
  question: string;
  buckets: { name: string; share: number }[];
}

/** Riskgraph as somebody may run it: real processes of the build, behind one address. */
export interface Deployment {
  /** Where clients find it. */
  url: string;
  /** Every process of riskgraph's own in it, behind whatever stands in front. */
  processes: string[];
}

/** Takes what has to be stopped, the last first, even where the start of the rest fails. */
export type AtEnd = (stop: () => Promise<unknown>) => void;

/** How to start one on a database of its own. */
export interface Recipe {
  name: string;
  /** What it needs that this machine lacks; null: it can run. */
  missing(): string | null;
  /** Steps that are answered otherwise here, each with the reason: only its code and words are the same. */
  exceptions?: Record<string, string>;
  start(databaseUrl: string, atEnd: AtEnd): Promise<Deployment>;
}

/** What all have in common; a limit that the script of requests means to reach is small. */
export const SETTINGS = {
  LOGIN_LIMIT_PER_MINUTE: '9',
  IMPORT_LIMIT_PER_HOUR: '3',
  UPLOAD_LIMIT_MB: '1',
} satisfies Record<string, string>;

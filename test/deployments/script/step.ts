import type { Stage } from './stage.ts';

/** What a client sends. */
export interface Sent {
  method?: string;
  /** From the root, `/graphql` unless given. */
  path?: string;
  headers?: Record<string, string>;
  body?: string | FormData;
}

/** What came back, as it came. */
export interface Received {
  status: number;
  /** Those that a client acts upon; null where there is none. */
  headers: Record<string, string | null>;
  text: string;
}

/** One thing that a client does, and what it gets for it. */
export interface Step {
  name: string;
  play(stage: Stage): Promise<Received>;
}

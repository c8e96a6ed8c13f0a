/** One request that was answered, as it was sent and as it came. */
export interface Run {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
  answer: RunAnswer;
  /** From sending to the last byte, by this browser's clock. */
  durationMs: number;
  /** Of the answer's JSON, before any compression on the way. */
  bytes: number;
}

export interface RunAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[] }[];
}

/** What GraphiQL sends: JSON text. */
interface Sent {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
}

/** Null for what is no answer of the graph's, such as a proxy's error page. */
export function readRun(sent: string, came: string, durationMs: number): Run | null {
  const { query, variables, operationName }: Sent = JSON.parse(sent);
  const answer = parsedObject(came);
  if (!answer) return null;
  return {
    query,
    variables: variables ?? {},
    operationName: operationName ?? null,
    answer,
    durationMs,
    bytes: new TextEncoder().encode(came).length,
  };
}

function parsedObject(text: string): RunAnswer | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? (value as RunAnswer | null) : null;
  } catch {
    return null;
  }
}

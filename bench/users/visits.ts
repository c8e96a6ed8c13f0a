import type { Visit } from './pages.ts';

/** As much of an HTTP client as a visit takes. */
interface Client {
  request(asked: Visit['asked'] & { method: 'POST'; headers: Record<string, string> }): Promise<{
    statusCode: number;
    body: { text(): Promise<string> };
  }>;
}

/** How somebody was answered. */
export interface Heard {
  name: string;
  ms: number;
  /** A code of the graph's, an HTTP status, or what happened to the connection; null where all is well. */
  error: string | null;
}

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { extensions?: { code?: string } }[];
}

/** Asks, and reads the answer to its end. Never throws: what went wrong is what is heard. */
export async function visit(client: Client, token: string, { name, asked }: Visit): Promise<Heard> {
  const start = performance.now();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const error = await client
    .request({ method: 'POST', headers, ...asked })
    .then(async (response) => errorOf(response.statusCode, await response.body.text()))
    .catch((fault: { code?: string }) => fault.code ?? 'NO_ANSWER');
  return { name, ms: performance.now() - start, error };
}

/** Whoever gets an empty page has not been answered, either: all ask for what is theirs. */
export function errorOf(statusCode: number, text: string): string | null {
  const answer = parsed(text);
  const code = answer?.errors?.[0]?.extensions?.code;
  if (code) return code;
  if (statusCode !== 200) return `HTTP_${statusCode}`;
  const values = Object.values(answer?.data ?? {});
  return values.length === 0 || values.includes(null) ? 'NO_DATA' : null;
}

function parsed(text: string): Answer | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

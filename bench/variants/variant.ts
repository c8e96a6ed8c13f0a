import type { Question } from '../queries/questions.ts';

/** What is sent to a server: always a POST of JSON. */
export interface Asked {
  path: string;
  body: string;
}

/** One way to serve the same answers. */
export interface Variant {
  name: string;
  /** What Node runs. */
  script: URL;
  /** How it is asked, in order of preference: the first that is answered counts. None where it cannot answer. */
  asks(question: Question): Asked[];
  /** Its answer as the graph would have given it. */
  toGraph(data: unknown): unknown;
}

export const graphql = (body: Record<string, unknown>): Asked => ({
  path: '/graphql',
  body: JSON.stringify(body),
});

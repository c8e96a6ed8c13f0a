/** What a GraphQL server answers. */
export interface Answer<Data> {
  data?: Data | null;
  errors?: AnswerError[];
}

export interface AnswerError {
  message: string;
  extensions?: { code?: string };
}

/** Throws for what is no GraphQL answer, such as a proxy's error page. */
export async function readAnswer<Data>(response: Response): Promise<Answer<Data>> {
  const answer = (await response.json().catch(() => null)) as Answer<Data> | null;
  if (answer?.data === undefined && !answer?.errors)
    throw new Error(`The server answered with status ${response.status}, and nothing to read.`);
  return answer;
}

export const codeOf = ({ errors }: Answer<unknown>): string | undefined => errors?.[0]?.extensions?.code;

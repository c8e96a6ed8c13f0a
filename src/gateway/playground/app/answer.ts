interface AnswerError {
  message: string;
  path?: (string | number)[];
  extensions?: { code?: string; issues?: Issue[] };
}

/** One thing wrong with an input: where (`['input', 'name']`) and what. */
export interface Issue {
  path: (string | number)[];
  message: string;
}

interface Answer<Data> {
  data?: Data | null;
  errors?: AnswerError[];
}

/** The server's refusal in its own words; `code` is one of the graph's closed list, `issues` all that is wrong with an input. */
export class Refusal extends Error {
  readonly code: string | undefined;
  readonly issues: Issue[];

  constructor(errors: AnswerError[]) {
    super(errors.map(({ message }) => message).join(' '));
    this.code = errors[0]?.extensions?.code;
    this.issues = errors.flatMap(({ extensions }) => extensions?.issues ?? []);
  }
}

/** The data of an answer. Throws a `Refusal` for an answer with errors: these forms show no half results. */
export async function readData<Data>(response: Response): Promise<Data> {
  const answer = await readAnswer<Data>(response);
  if (answer?.errors?.length) throw new Refusal(answer.errors);
  if (!answer?.data) throw new Error(`The server answered with status ${response.status} and no data.`);
  return answer.data;
}

/**
 * Whether the access token was refused and nothing was done, so that the request may be sent again. A wrong
 * password in a `login` of the user's own has the same code, but would count as a second attempt.
 */
export async function isTokenRefused(response: Response): Promise<boolean> {
  const answer = await readAnswer<Record<string, unknown>>(response);
  const somethingCame = Object.values(answer?.data ?? {}).some((value) => value !== null);
  return !somethingCame && (answer?.errors ?? []).some(isAboutToken);
}

const isAboutToken = ({ extensions, path }: AnswerError) =>
  extensions?.code === 'UNAUTHENTICATED' && path?.[0] !== 'login' && path?.[0] !== 'refreshSession';

/** Whether the server runs trusted documents only, and this was none. */
export async function isAdHocRefused(response: Response): Promise<boolean> {
  const answer = await readAnswer<unknown>(response);
  return (answer?.errors ?? []).some(({ extensions }) => extensions?.code === 'PERSISTED_QUERY_REQUIRED');
}

/** `null` for what is no JSON, such as a proxy's error page. */
const readAnswer = <Data>(response: Response): Promise<Answer<Data> | null> =>
  (response.json() as Promise<Answer<Data>>).catch(() => null);

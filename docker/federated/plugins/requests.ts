import type { GatewayPlugin } from '@graphql-hive/gateway';
import { refusedRequest } from './refused-request.ts';

const MAX_BODY_BYTES = 256 * 1024;
/** A page of another site cannot set them without asking first. */
const PREFLIGHTED = ['x-apollo-operation-name', 'apollo-require-preflight'];
const SIMPLE_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

type Fields = Record<string, unknown>;

/** Reads requests as the one process does, and refuses in its words those that ask nothing. */
export const requests: GatewayPlugin = {
  async onRequestParse({ request, url, endResponse, setRequestParser }) {
    const refuse = (...refusal: Parameters<typeof refusedRequest>) => endResponse(refusedRequest(...refusal));
    const isUpload = typeOf(request) === 'multipart/form-data';
    if (isUpload && !isPreflighted(request))
      return refuse('An upload needs the header `apollo-require-preflight: true`.');
    if (isUpload) return;
    if (isSimple(request)) return refuse(CROSS_SITE);
    if (request.method === 'GET') return setRequestParser(() => paramsOf(fieldsIn(url.searchParams)));
    const text = await request.text();
    if (Buffer.byteLength(text) > MAX_BODY_BYTES) return refuse(TOO_LARGE, 413);
    try {
      const fields = typeOf(request) === 'application/json' ? JSON.parse(text || '{}') : {};
      const fault = faultOf(fields);
      if (fault) return refuse(fault);
      setRequestParser(() => paramsOf(fields));
    } catch (error) {
      // With the words of the parser, less the text that it repeats.
      refuse((error as Error).message.replace(/, ".*" is not valid JSON$/s, ''));
    }
  },
};

const typeOf = (request: Request) =>
  request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';

const isPreflighted = ({ headers }: Request) => PREFLIGHTED.some((name) => headers.get(name));

const isSimple = (request: Request) =>
  !isPreflighted(request) && ['', ...SIMPLE_TYPES].includes(typeOf(request));

const TOO_LARGE = `The body has more than ${MAX_BODY_BYTES / 1024} kB.`;
const CROSS_SITE =
  "This operation has been blocked as a potential Cross-Site Request Forgery (CSRF). Please either specify a 'content-type' " +
  `header (with a type that is not one of ${SIMPLE_TYPES.join(', ')}) or provide a non-empty value for one of the ` +
  `following headers: ${PREFLIGHTED.join(', ')}\n`;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRecordIfGiven = (value: unknown) => value === undefined || value === null || isRecord(value);

function faultOf(fields: unknown): string | null {
  if (!isRecord(fields) || Object.keys(fields).length === 0)
    return 'POST body missing, invalid Content-Type, or JSON object has no keys.';
  const { query, variables, extensions, operationName } = fields;
  if (query && typeof query !== 'string') return 'GraphQL queries must be strings.';
  if (!isRecordIfGiven(extensions)) return '`extensions` in a POST body must be an object if provided.';
  if (!isRecordIfGiven(variables)) return '`variables` in a POST body must be an object if provided.';
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    return '`operationName` in a POST body must be a string if provided.';
  return null;
}

/** The router knows no `documentId`, and wants a text: admission finds it. */
const paramsOf = ({ query, variables, operationName, extensions, documentId }: Fields) =>
  ({
    query: query ?? '',
    variables,
    operationName,
    extensions: { ...(extensions as Fields), documentId },
  }) as never;

function fieldsIn(parameters: URLSearchParams): Fields {
  const json = (name: string) => JSON.parse(parameters.get(name) ?? 'null') ?? undefined;
  return {
    query: parameters.get('query') ?? undefined,
    documentId: parameters.get('documentId') ?? undefined,
    operationName: parameters.get('operationName') ?? undefined,
    variables: json('variables'),
    extensions: json('extensions'),
  };
}

import { bodyOf, TOKEN_VARIABLE, type WrittenRequest } from './request.ts';

/** A line for any POSIX shell, with the token in an environment variable. */
export const curlOf = (url: string, request: WrittenRequest): string =>
  [
    `curl ${quoted(url)}`,
    `--header ${quoted('content-type: application/json')}`,
    AUTHORIZATION,
    `--data-raw ${quoted(JSON.stringify(bodyOf(request)))}`,
  ].join(' \\\n  ');

/** A download under the name that the server gives it. */
export const curlOfReport = (url: string): string =>
  [`curl ${quoted(url)}`, AUTHORIZATION, '--remote-name --remote-header-name'].join(' \\\n  ');

const AUTHORIZATION = `--header "authorization: Bearer $${TOKEN_VARIABLE}"`;

/** As one word, whatever it holds: nothing means anything between apostrophes, except an apostrophe. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

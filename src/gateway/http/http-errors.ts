import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { log } from '../../platform/log.ts';
import { asLine } from '../http-status.ts';

/** A form of another site can post files without asking first; it cannot set this header. */
export const refuseSimpleUploads: RequestHandler = (request, response, next) => {
  const isUpload = request.is('multipart/form-data');
  if (!isUpload || request.get('apollo-require-preflight') || request.get('x-apollo-operation-name'))
    return next();
  send(response, 400, refusal('An upload needs the header `apollo-require-preflight: true`.'));
};

/** A request that is refused before GraphQL sees it, with the status that says why. */
export class RefusedRequest extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Faults before GraphQL (a body that is too large or no JSON) answer in the same shape as those within. */
export const jsonErrors: ErrorRequestHandler = (error, _request, response, _next) => {
  const status = error.statusCode ?? error.status ?? 500;
  if (status >= 500) log.error({ err: error }, 'A request failed before GraphQL.');
  send(response, status, refusal(status >= 500 ? null : wordsOf(error)));
};

const wordsOf = ({ type, limit, message }: { type?: string; limit?: number; message: string }): string =>
  type === 'entity.too.large' && limit ? `The body has more than ${limit / 1024} kB.` : message;

/** Also what a page cannot be framed by or run scripts in: a 404 of the library's own is a page, with other headers. */
export const nothingHere: RequestHandler = (_request, response) => {
  send(response, 404, { errors: [{ message: 'Nothing here.', extensions: { code: 'NOT_FOUND' } }] });
};

const send = (response: Response, status: number, answer: object) =>
  response.status(status).type('json').send(asLine(answer));

const refusal = (message: string | null) => ({
  errors: [
    {
      message: message ?? 'Something went wrong on our side.',
      extensions: message
        ? { code: 'BAD_USER_INPUT', issues: [{ path: [], message }] }
        : { code: 'INTERNAL_SERVER_ERROR' },
    },
  ],
});

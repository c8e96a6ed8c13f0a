import type { ErrorRequestHandler, RequestHandler } from 'express';

/** A form of another site can post files without asking first; it cannot set this header. */
export const refuseSimpleUploads: RequestHandler = (request, response, next) => {
  const isUpload = request.is('multipart/form-data');
  if (!isUpload || request.get('apollo-require-preflight') || request.get('x-apollo-operation-name'))
    return next();
  response.status(400).json(refusal('An upload needs the header `apollo-require-preflight: true`.'));
};

/** Faults before GraphQL (a body that is too large or no JSON) answer in the same shape as those within. */
export const jsonErrors: ErrorRequestHandler = (error, _request, response, _next) => {
  const status = error.statusCode ?? error.status ?? 500;
  if (status >= 500) console.error(error);
  response.status(status).json(refusal(status >= 500 ? null : error.message));
};

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

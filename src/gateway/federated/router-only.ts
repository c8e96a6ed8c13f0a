import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Express, RequestHandler } from 'express';
import { forbidden } from '../../platform/errors.ts';
import { answerWithErrors } from '../http-status.ts';

/** Whether a request comes from the router: then what it says of its client's request is believed. */
export type IsRouter = (request: Pick<IncomingMessage, 'headers'>) => boolean;

export const NOT_THE_ROUTER = 'This subgraph answers its router only.';

/** Whoever shows the secret in `x-router-secret` is the router; to compare takes as long whatever is shown. */
export function knowsSecret(secret: string): IsRouter {
  const expected = digest(secret);
  return ({ headers }) => timingSafeEqual(digest(String(headers['x-router-secret'] ?? '')), expected);
}

const digest = (text: string) => hash('sha256', text, 'buffer');

/** As long as the audit log keeps one. */
const REQUEST_ID = /^[\w.:-]{1,64}$/;

/** Lets nobody but the router further. A client's request has one id, in however many subgraphs it is answered. */
export function routerOnly(app: Express, isRouter: IsRouter): RequestHandler {
  app.set(ROUTER, true);
  return (request, response, next) => {
    if (!isRouter(request)) return answerWithErrors(response, [forbidden(NOT_THE_ROUTER).toJSON()]);
    const requestId = request.get('x-request-id') ?? '';
    if (REQUEST_ID.test(requestId)) response.set('x-request-id', requestId);
    next();
  };
}

const ROUTER = 'router only';

/** Whether the router says that what its client asks is a trusted document. */
export const isSaidToBeTrusted = (app: Express, { headers }: IncomingMessage): boolean =>
  app.get(ROUTER) === true && Boolean(headers['x-trusted-document']);

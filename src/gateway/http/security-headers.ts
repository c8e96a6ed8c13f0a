import type { RequestHandler } from 'express';
import helmet from 'helmet';

const ONE_YEAR_SECONDS = 31_536_000;

/**
 * Headers of every answer. It is data, and no page: a browser that shows one by mistake may load, run, send and
 * frame nothing. A route that serves a page sets a policy of its own.
 */
export function securityHeaders({ isProduction }: { isProduction: boolean }): RequestHandler {
  const none = ["'none'"];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: none, baseUri: none, formAction: none, frameAncestors: none },
    },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    // On a developer's machine it would lock every other server on the same host out of plain HTTP, for a year.
    strictTransportSecurity: isProduction && { maxAge: ONE_YEAR_SECONDS, includeSubDomains: true },
  });
}

import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import express, { type RequestHandler, type Response, type Router } from 'express';

/** A page that Vite has built, with all that it needs. */
export interface BundledPage {
  /** Where it is, without a slash at its end; empty for the root. */
  path: string;
  /** Holds its `index.html` and `assets`. */
  directory: string;
  /** What it is called where it was never built. */
  name: string;
  /** What it may do beyond the least that a page needs, by the directives of its content security policy. */
  allowed?: Record<string, string>;
}

/** Everything comes from here, and nothing else is talked to. */
const DIRECTIVES: Record<string, string> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};

/** What is not of the page goes on to the next route, with the headers that it came with. */
export function bundleRoutes({ path, directory, name, allowed }: BundledPage): Router {
  const policy = Object.entries({ ...DIRECTIVES, ...allowed })
    .map((directive) => directive.join(' '))
    .join('; ');
  const setHeaders = (response: Response, file: string) => {
    response.set('content-security-policy', policy);
    response.set('cache-control', cachingOf(file));
  };
  const router = express.Router({ strict: true });
  if (path) router.get(path, (_request, response) => response.redirect(308, `${path}/`));
  router.use(path || '/', express.static(directory, { setHeaders }));
  router.get(`${path}/`, explainMissing(directory, name));
  return router;
}

/** A file under `assets` has its content's hash in its name; the page that names them must always be asked for. */
const cachingOf = (file: string): string =>
  file.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache';

const explainMissing =
  (directory: string, name: string): RequestHandler =>
  (_request, response, next) => {
    if (existsSync(join(directory, 'index.html'))) return next();
    response.status(503).type('text').send(`The ${name} has not been built yet. Run: npm run build\n`);
  };

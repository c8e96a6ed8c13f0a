import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import express, { type RequestHandler, type Response, type Router } from 'express';

/** Everything the page needs comes from here. Editors set inline styles and run in workers. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The playground of a built bundle: `directory` holds its `index.html` and `assets`. */
export function playgroundRoutes(directory: string): Router {
  const router = express.Router({ strict: true });
  router.get('/playground', (_request, response) => response.redirect(308, '/playground/'));
  router.use(
    '/playground',
    protect,
    express.static(directory, { setHeaders: setCaching }),
    explainMissing(directory),
  );
  return router;
}

const protect: RequestHandler = (_request, response, next) => {
  response.set('content-security-policy', contentSecurityPolicy);
  next();
};

/** A file under `assets` has its content's hash in its name; the page that names them must always be asked for. */
function setCaching(response: Response, path: string): void {
  const isHashed = path.includes(`${sep}assets${sep}`);
  response.set('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}

const explainMissing =
  (directory: string): RequestHandler =>
  (_request, response, next) => {
    if (existsSync(join(directory, 'index.html'))) return next();
    response.status(503).type('text').send('The playground has not been built yet. Run: npm run build\n');
  };

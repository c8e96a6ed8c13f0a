import { Router } from 'express';
import { bundleRoutes } from './http/bundled-page.ts';

/** What stands at `/`: a page of the built bundle in `directory`, or the way to the playground. */
export function frontPageRoutes(directory: string | null): Router {
  if (directory) return bundleRoutes({ path: '', directory, name: 'page' });
  return Router().get('/', (_request, response) => response.redirect('/playground/'));
}

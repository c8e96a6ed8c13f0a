import type { Router } from 'express';
import { bundleRoutes } from '../http/bundled-page.ts';

/** The playground of a built bundle: `directory` holds its `index.html` and `assets`. */
export const playgroundRoutes = (directory: string): Router =>
  bundleRoutes({
    path: '/playground',
    directory,
    name: 'playground',
    // Editors set inline styles, bring a font and run in workers.
    allowed: {
      'worker-src': "'self'",
      'style-src': "'self' 'unsafe-inline'",
      'img-src': "'self' data:",
      'font-src': "'self' data:",
    },
  });

import { serve } from '../faults/support/served.ts';
import { type Recipe, SETTINGS } from './deployment.ts';

export const oneProcess: Recipe = {
  name: 'one process',
  missing: () => null,
  async start(databaseUrl, atEnd) {
    const { url, end } = await serve(databaseUrl, SETTINGS);
    atEnd(() => end('SIGTERM'));
    return { url, processes: [url] };
  },
};

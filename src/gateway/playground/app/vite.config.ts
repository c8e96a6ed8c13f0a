import { resolve } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/playground/',
  // An editor's worker imports chunks of its own, which the classic format cannot.
  worker: { format: 'es' },
  build: {
    outDir: resolve(import.meta.dirname, '../../../../dist/playground'),
    emptyOutDir: true,
    // The editor is one chunk of about 3 MB that is loaded after the sign-in card.
    chunkSizeWarningLimit: 4_000,
    reportCompressedSize: false,
    rolldownOptions: {
      // Libraries mark files "use client" for servers that render; a bundle for browsers drops the mark by rights.
      onLog: (level, log, report) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && report(level, log),
    },
  },
});

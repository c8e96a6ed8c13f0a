import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** Where a riskgraph runs, for `npm run dev:frontend`. */
const RISKGRAPH = process.env.RISKGRAPH_URL ?? 'http://127.0.0.1:4000';

export default defineConfig({
  root: import.meta.dirname,
  server: {
    proxy: {
      // A server takes sockets from its own pages only, so the page's origin is written over.
      '/graphql': { target: RISKGRAPH, changeOrigin: true, ws: true, rewriteWsOrigin: true },
      '/playground': { target: RISKGRAPH, changeOrigin: true },
    },
  },
  build: {
    outDir: resolve(import.meta.dirname, '../../dist/frontend'),
    emptyOutDir: true,
    // The page's policy knows no data: addresses for scripts and styles.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      // Libraries mark files "use client" for servers that render; a bundle for browsers drops the mark by rights.
      onLog: (level, log, report) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && report(level, log),
    },
  },
});

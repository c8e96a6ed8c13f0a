// The direction of every import: platform ← subgraphs ← gateway ← main, cli. A subgraph never imports another.
// test/architecture.test.ts runs these rules, and shows each of them failing on a tree made to break it.
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'platform-knows-no-business',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(?!platform/)' },
    },
    {
      name: 'subgraphs-know-no-gateway',
      severity: 'error',
      from: { path: '^src/subgraphs/' },
      to: { path: '^src/(?!platform/|subgraphs/)' },
    },
    {
      name: 'a-subgraph-never-imports-another',
      severity: 'error',
      from: { path: '^src/subgraphs/([^/]+)/' },
      to: { path: '^src/subgraphs/', pathNot: '^src/subgraphs/$1/' },
    },
    {
      name: 'the-gateway-enters-a-subgraph-by-its-door',
      severity: 'error',
      from: { path: '^src/gateway/' },
      to: { path: '^src/subgraphs/', pathNot: '^src/subgraphs/[^/]+/subgraph\\.ts$' },
    },
    {
      name: 'only-the-list-opens-the-doors',
      severity: 'error',
      from: { path: '^src/gateway/', pathNot: '^src/gateway/subgraphs\\.ts$' },
      to: { path: '^src/subgraphs/' },
    },
    {
      name: 'the-gateway-knows-no-program',
      severity: 'error',
      from: { path: '^src/gateway/' },
      to: { path: '^src/(?:cli/|demo/|[^/]+\\.ts$)' },
    },
    {
      name: 'programs-enter-a-subgraph-by-its-door',
      severity: 'error',
      from: { path: '^src/(?:cli/|[^/]+\\.ts$)' },
      to: { path: '^src/subgraphs/', pathNot: '^src/subgraphs/[^/]+/subgraph\\.ts$' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/gateway/playground/app' },
  },
};

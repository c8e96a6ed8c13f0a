const OLDEST = [22, 17] as const;

// The scripts of package.json run on the Node that comes with the installation; a bare `node` may be anything.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `riskgraph needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}. Use npm start.`,
  );
  process.exit(1);
}

import { esgSchema, readAssessments } from './schema.ts';
import { esgServer } from './server.ts';

const { PORT = '4001', HOST = '127.0.0.1', ROUTER_SECRET = '' } = process.env;
if (Buffer.byteLength(ROUTER_SECRET) < 32) throw new Error('ROUTER_SECRET must have at least 32 bytes.');

const schema = await esgSchema(await readAssessments(new URL('scores.json', import.meta.url)));
esgServer(schema, ROUTER_SECRET).listen(Number(PORT), HOST, () => {
  console.log(`The subgraph esg answers its router at http://${HOST}:${PORT}/graphql`);
});

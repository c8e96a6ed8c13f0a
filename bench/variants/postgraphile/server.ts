import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { grafserv } from 'postgraphile/grafserv/node';
import { announce } from '../announce.ts';
import { preset } from './preset.ts';

const instance = postgraphile(preset).createServ(grafserv);
const server = createServer();
await instance.addTo(server);
await instance.ready();
announce(server);

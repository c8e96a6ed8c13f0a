import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AtEnd } from '../deployment.ts';
import { freePort, run } from './programs.ts';

/** nginx as the compose file runs it, on this machine: no TLS, none of its own limits, and these servers. Its URL. */
export async function startProxy(servers: string[], atEnd: AtEnd): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'riskgraph-proxy-'));
  atEnd(() => rm(directory, { recursive: true }));
  const port = await freePort();
  const file = join(directory, 'nginx.conf');
  const config = await readFile('docker/nginx/nginx.conf', 'utf8');
  await writeFile(file, onLoopback(config, directory, port, servers));
  const nginx = run('nginx', ['-c', file, '-g', 'daemon off;']);
  atEnd(nginx.stop);
  await nginx.listens(port);
  return `http://127.0.0.1:${port}`;
}

/** Each is a line of the file that means something else here. */
function onLoopback(config: string, directory: string, port: number, servers: string[]): string {
  const upstream = servers.map((url) => `    server ${new URL(url).host};`).join('\n');
  const changes: [RegExp, string][] = [
    [/^worker_processes auto;/m, 'worker_processes 1;'],
    [/\/tmp\//g, `${directory}/`],
    [/error_log .*;/, 'error_log stderr warn;'],
    [/access_log .*;/, 'access_log off;'],
    [/ *server gateway-1:.*\n *server gateway-2:.*/, upstream],
    [/ {2}server \{\n *listen 8080;[^}]*\}/, ''],
    [/listen 8443 ssl http2;/, `listen 127.0.0.1:${port};`],
    [/^ *ssl_.*;\n/gm, ''],
    [/^ *limit_req(?:_zone|_status)? .*;\n/gm, ''],
  ];
  return changes.reduce((text, [found, replacement]) => {
    if (text.search(found) === -1) throw new Error(`docker/nginx/nginx.conf has no ${found} any more.`);
    return text.replace(found, replacement);
  }, config);
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inForce } from '../../src/cli/config-command.ts';

const directory = mkdtempSync(join(tmpdir(), 'riskgraph-config-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('every setting is shown as it is in force', () => {
  const lines = inForce({ PORT: '8080', CORS_ORIGINS: 'https://a.example, https://b.example' });
  expect(lines).toContain('PORT=8080');
  expect(lines).toContain('CORS_ORIGINS=https://a.example,https://b.example');
  expect(lines).toContain('HOST=127.0.0.1  # by default');
  expect(lines).toContain('# DATABASE_URL is not set');
});

test('no secret is shown, wherever it comes from', () => {
  const file = join(directory, 'token');
  writeFileSync(file, 'metrics-Ahghei6a-token\n');
  const text = inForce({
    DATABASE_URL: 'postgresql://book:Ahghei6a@db.example:5432/book?password=Ahghei6a',
    DATABASE_REPLICA_URLS:
      'postgresql://book:Ahghei6a@one.example/book, postgresql://book:Ahghei6a@two.example/book',
    REDIS_URL: 'redis://:Ahghei6a@cache.example',
    JWT_SECRET: 'Ahghei6a'.repeat(4),
    ADMIN_PASSWORD: 'Ahghei6a',
    METRICS_TOKEN_FILE: file,
    SUBGRAPHS: 'identity, credit',
    ROUTER_SECRET: 'Ahghei6a'.repeat(4),
  }).join('\n');
  expect(text).not.toContain('Ahghei6a');
  expect(text).toContain('DATABASE_URL=postgresql://book:********@db.example:5432/book\n');
  expect(text).toContain(
    'DATABASE_REPLICA_URLS=postgresql://book:********@one.example/book,postgresql://book:********@two.example/book\n',
  );
  expect(text).toContain('REDIS_URL=redis://:********@cache.example');
  expect(text).toContain('JWT_SECRET=********\n');
  expect(text).toContain('SUBGRAPHS=identity,credit\nROUTER_SECRET=********');
  expect(text).toContain(`METRICS_TOKEN=********  # from ${file}`);
});

test('all that is wrong is told at once', () => {
  expect(() => inForce({ PORT: 'x', DEMO_DATA: 'maybe' })).toThrow(/PORT .*\nDEMO_DATA /s);
});

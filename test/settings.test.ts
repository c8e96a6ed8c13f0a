import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { trustProxies } from '../src/gateway/http/client-address.ts';
import { readSettings } from '../src/settings.ts';

const faultsOf = (variables: Record<string, string>): string[] => {
  try {
    readSettings(variables);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
};

describe('the settings', () => {
  it('need nothing outside production', () => {
    expect(readSettings({})).toEqual({
      isProduction: false,
      host: '127.0.0.1',
      port: 4000,
      databaseUrl: undefined,
      databaseOwnerUrl: undefined,
      databaseReplicaUrls: [],
      replicaMaxLagMs: 1_000,
      dataDir: '.data',
      demoData: true,
      jwtSecret: undefined,
      jwtPreviousSecret: undefined,
      adminUsername: 'admin',
      adminPassword: undefined,
      redisUrl: undefined,
      corsOrigins: [],
      trustedProxies: [],
      rateLimitPerMinute: 100,
      loginLimitPerMinute: 5,
      importLimitPerHour: 10,
      uploadLimitMb: 25,
      persistedDocuments: 'allow',
      logLevel: 'warn',
      tracesEndpoint: undefined,
      commit: undefined,
      metricsToken: undefined,
      subgraphs: undefined,
      routerSecret: undefined,
    });
  });

  it('load no demo into a database that was given, unless asked to', () => {
    const DATABASE_URL = 'postgresql://localhost/book';
    expect(readSettings({ DATABASE_URL }).demoData).toBe(false);
    expect(readSettings({ DATABASE_URL, DEMO_DATA: 'true' }).demoData).toBe(true);
  });

  it('take a blank for nothing, and a list by commas', () => {
    const settings = readSettings({ PORT: '', CORS_ORIGINS: 'https://a.example, https://b.example' });
    expect(settings.port).toBe(4000);
    expect(settings.corsOrigins).toEqual(['https://a.example', 'https://b.example']);
  });

  it('tell every fault at once', () => {
    const faults = faultsOf({
      PORT: '70000',
      DATABASE_URL: 'mysql://x',
      DEMO_DATA: 'maybe',
      JWT_SECRET: 'short',
      UPLOAD_LIMIT_MB: '0',
    });
    expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual([
      'DATABASE_URL',
      'DEMO_DATA',
      'JWT_SECRET',
      'PORT',
      'UPLOAD_LIMIT_MB',
    ]);
  });

  it.each([
    ['127.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32', 'fd00::1'],
    ['loopback', 'linklocal', 'uniquelocal'],
  ])('take trusted proxies that the server takes, too', (...proxies) => {
    const { trustedProxies } = readSettings({ TRUSTED_PROXIES: proxies.join(', ') });
    expect(trustedProxies).toEqual(proxies);
    expect(() => trustProxies(express(), trustedProxies)).not.toThrow();
  });

  it.each([
    'true',
    '1',
    '*',
    'proxy.example',
    '10.0.0.0/33',
    '10.0.0',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.1, nginx',
  ])('take %s for no trusted proxy', (value) => {
    expect(faultsOf({ TRUSTED_PROXIES: value })).toEqual([
      expect.stringMatching(/^TRUSTED_PROXIES\.\d must /),
    ]);
  });

  it.each([
    '*',
    'risk.example',
    'https://risk.example/',
    'https://*.example',
  ])('take %s for no origin', (value) => {
    expect(faultsOf({ CORS_ORIGINS: value })).toEqual([expect.stringMatching(/^CORS_ORIGINS\.0 must /)]);
  });

  it('take replicas of a database that was given, and what they may be behind', () => {
    const DATABASE_URL = 'postgresql://primary/book';
    const DATABASE_REPLICA_URLS = 'postgresql://one/book, postgresql://two/book';
    const settings = readSettings({ DATABASE_URL, DATABASE_REPLICA_URLS, REPLICA_MAX_LAG_MS: '250' });
    expect(settings.databaseReplicaUrls).toEqual(['postgresql://one/book', 'postgresql://two/book']);
    expect(settings.replicaMaxLagMs).toBe(250);
    expect(faultsOf({ DATABASE_REPLICA_URLS })).toEqual(['DATABASE_REPLICA_URLS needs DATABASE_URL']);
    expect(
      faultsOf({
        DATABASE_URL,
        DATABASE_REPLICA_URLS: 'postgresql://one/book, two',
        REPLICA_MAX_LAG_MS: '0',
      }),
    ).toEqual([
      'DATABASE_REPLICA_URLS.1 must begin with postgresql://',
      expect.stringMatching(/^REPLICA_MAX_LAG_MS /),
    ]);
  });

  it('insist on a database, a secret and a password in production', () => {
    expect(faultsOf({ NODE_ENV: 'production', PORT: 'x' })).toEqual([
      expect.stringMatching(/^PORT /),
      'DATABASE_URL is required in production',
      'JWT_SECRET is required in production',
      'ADMIN_PASSWORD is required in production',
    ]);
  });

  it('take no owner for a database that is not given', () => {
    const DATABASE_OWNER_URL = 'postgresql://owner@localhost/book';
    expect(faultsOf({ DATABASE_OWNER_URL })).toEqual(['DATABASE_OWNER_URL needs DATABASE_URL']);
    expect(faultsOf({ DATABASE_OWNER_URL, DATABASE_URL: 'postgresql://localhost/book' })).toEqual([]);
  });

  describe('of subgraphs that are served alone', () => {
    const ROUTER_SECRET = 's'.repeat(32);

    it('name each once, and need the secret that the router shows', () => {
      const { subgraphs, routerSecret } = readSettings({ SUBGRAPHS: 'credit, node,credit', ROUTER_SECRET });
      expect([subgraphs, routerSecret]).toEqual([['credit', 'node'], ROUTER_SECRET]);
      expect(faultsOf({ SUBGRAPHS: 'credit', PORT: 'x' })).toEqual([
        expect.stringMatching(/^PORT /),
        'ROUTER_SECRET is required with SUBGRAPHS',
      ]);
      expect(faultsOf({ SUBGRAPHS: 'credit', ROUTER_SECRET: 'short' })).toEqual([
        'ROUTER_SECRET must have at least 32 bytes',
      ]);
    });

    it('name those that there are', () => {
      const words = 'must be names of subgraphs: identity, credit, reporting, node';
      expect(faultsOf({ SUBGRAPHS: 'credit,Credit,prediction', ROUTER_SECRET })).toEqual([
        `SUBGRAPHS.1 ${words}`,
        `SUBGRAPHS.2 ${words}`,
      ]);
      expect(faultsOf({ SUBGRAPHS: ' , ', ROUTER_SECRET })).toEqual([
        'SUBGRAPHS must name at least one subgraph',
      ]);
    });
  });

  describe('from a file', () => {
    const directory = mkdtempSync(join(tmpdir(), 'riskgraph-settings-'));
    afterAll(() => rmSync(directory, { recursive: true }));

    it('are read without the line end', () => {
      const file = join(directory, 'secret');
      writeFileSync(file, `${'s'.repeat(32)}\n`);
      expect(readSettings({ JWT_SECRET_FILE: file }).jwtSecret).toBe('s'.repeat(32));
    });

    it('are a fault where the file is missing', () => {
      expect(faultsOf({ JWT_SECRET_FILE: join(directory, 'none') })).toEqual([
        expect.stringMatching(/^JWT_SECRET_FILE cannot be read: ENOENT/),
      ]);
    });
  });
});

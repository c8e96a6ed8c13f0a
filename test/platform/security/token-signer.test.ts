import { createHash, createHmac } from 'node:crypto';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import jwt from 'jsonwebtoken';
import { createTokenSigner, type TokenSecrets } from '../../../src/platform/security/token-signer.ts';
import { clockAt } from '../../support/context.ts';

const secret = 'the secret of today, 32 bytes or more';
const otherSecret = 'the secret of tomorrow, 32 bytes or more';
const signerAt = (time: string, secrets: TokenSecrets = { secret }) =>
  createTokenSigner(secrets, clockAt(`2026-03-01T${time}Z`));
const NOON = Date.parse('2026-03-01T12:00:00Z') / 1_000;
const signed = signerAt('12:00:00').sign({ sub: 'someone', typ: 'access' }, 900);
const refused = 'The token is not valid.';
const expectRefused = (token: string, secrets?: TokenSecrets) =>
  expect(() => signerAt('12:00:00', secrets).verify(token)).toThrow(refused);

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const headerOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
const mac = (text: string, withSecret: string, hash = 'sha256') =>
  createHmac(hash, withSecret).update(text).digest('base64url');
/** A token with the right signature, whatever it says: what only we can make. */
const forged = (header: string, payload: string) => {
  const text = `${Buffer.from(header).toString('base64url')}.${Buffer.from(payload).toString('base64url')}`;
  return `${text}.${mac(text, secret)}`;
};
const withHeader = (changes: object) =>
  forged(JSON.stringify({ ...headerOf(signed), ...changes }), JSON.stringify(claimsOf(signed)));
const withClaims = (changes: object) =>
  forged(JSON.stringify(headerOf(signed)), JSON.stringify({ ...claimsOf(signed), ...changes }));

describe('a token', () => {
  test('brings its claims back, with issuer, audience, times and an id of its own', () => {
    const claims = signerAt('12:14:59').verify(signed);
    expect(claims).toEqual({
      sub: 'someone',
      typ: 'access',
      iss: 'riskgraph',
      aud: 'riskgraph',
      jti: expect.any(String),
      iat: NOON,
      nbf: NOON,
      exp: NOON + 900,
    });
    const other = signerAt('12:00:00').verify(signerAt('12:00:00').sign({}, 900));
    expect(other.jti).not.toBe(claims.jti);
  });

  test('expires, and says so; clocks may differ by 30 seconds', () => {
    expect(() => signerAt('12:15:29').verify(signed)).not.toThrow();
    expect(() => signerAt('12:15:30').verify(signed)).toThrow('The token has expired.');
  });

  test('does not count before its time; clocks may differ by 30 seconds', () => {
    expect(() => signerAt('11:59:30').verify(signed)).not.toThrow();
    expect(() => signerAt('11:59:29').verify(signed)).toThrow(refused);
  });

  test('is never made for more than 15 minutes', () =>
    expect(() => signerAt('12:00:00').sign({}, 901)).toThrow(RangeError));

  test('the helper that forges tokens for this file makes good ones', () =>
    expect(signerAt('12:00:00').verify(withClaims({}))).toEqual(claimsOf(signed)));
});

describe('rotation', () => {
  const before = { secret };
  const rotated = { secret: otherSecret, previousSecret: secret };
  const after = { secret: otherSecret };

  test('a token of before works to its end while the old secret is named, and is gone with it', () => {
    expect(signerAt('12:14:59', rotated).verify(signed).sub).toBe('someone');
    expect(() => signerAt('12:16:00', rotated).verify(signed)).toThrow('The token has expired.');
    expectRefused(signed, after);
  });

  test('what is signed from then on is signed with the new one', () => {
    const fresh = signerAt('12:00:00', rotated).sign({ sub: 'someone' }, 900);
    expect(signerAt('12:00:00', after).verify(fresh).sub).toBe('someone');
    expectRefused(fresh, before);
  });

  test('the key id names the secret and is no part or plain hash of it', () => {
    const { kid } = headerOf(signed);
    expect(kid).toMatch(/^[0-9a-f]{16}$/);
    expect(headerOf(signerAt('12:00:00', rotated).sign({}, 1)).kid).not.toBe(kid);
    expect(createHash('sha256').update(secret).digest('hex')).not.toContain(kid);
  });

  test('a token that names one live secret and is signed with the other', () => {
    const { kid } = headerOf(signerAt('12:00:00', after).sign({}, 900));
    expectRefused(withHeader({ kid }), rotated);
  });
});

describe('refuses, although the signature is right', () => {
  test.each<[string, object]>([
    ['an unknown key id', { kid: '0'.repeat(16) }],
    ['no key id', { kid: undefined }],
    ['a path as key id', { kid: '../../../dev/null' }],
    ['a key id of the prototype', { kid: '__proto__' }],
    ['a key id that is no text', { kid: [headerOf(signed).kid] }],
    ['SQL as key id', { kid: "x' union select 'secret" }],
    ['no algorithm', { alg: undefined }],
    ['the algorithm none', { alg: 'none' }],
    ['the algorithm NoNe', { alg: 'NoNe' }],
    ['HS512', { alg: 'HS512' }],
    ['RS256', { alg: 'RS256' }],
    ['another type of token', { typ: 'at+jwt' }],
    ['a critical extension', { crit: ['exp'] }],
    ['an unencoded payload', { b64: false, crit: ['b64'] }],
    ['a key of its own', { jwk: { kty: 'oct', k: 'AAAA' } }],
    ['an address of keys', { jku: 'https://attacker.test/keys' }],
  ])('%s', (_, header) => expectRefused(withHeader(header)));

  test.each<[string, object]>([
    ['no issuer', { iss: undefined }],
    ['another issuer', { iss: 'other' }],
    ['two issuers', { iss: ['riskgraph', 'other'] }],
    ['no audience', { aud: undefined }],
    ['another audience', { aud: 'other' }],
    ['two audiences', { aud: ['riskgraph', 'other'] }],
    ['no expiry', { exp: undefined }],
    ['an expiry as text', { exp: String(NOON + 900) }],
    ['a broken second', { exp: NOON + 899.5 }],
    ['a life of more than 15 minutes', { exp: NOON + 901 }],
    ['an expiry far ahead', { exp: 4_000_000_000 }],
    ['an expiry at its birth', { iat: NOON + 10, nbf: NOON + 10, exp: NOON + 10 }],
    ['no time of issue', { iat: undefined }],
    ['a time of issue ahead', { iat: NOON + 31, nbf: NOON + 31, exp: NOON + 900 }],
    ['no beginning', { nbf: undefined }],
    ['a beginning as text', { nbf: String(NOON) }],
    ['a beginning ahead', { nbf: NOON + 31 }],
    ['a beginning before its issue', { nbf: NOON - 1 }],
    ['no id', { jti: undefined }],
    ['an id that is none', { jti: 7 }],
  ])('%s', (_, claims) => expectRefused(withClaims(claims)));

  test('an expiry beyond every number', () => {
    const payload = JSON.stringify(claimsOf(signed)).replace(/"exp":\d+/, '"exp":1e999');
    expectRefused(forged(JSON.stringify(headerOf(signed)), payload));
  });
  test('a header that says two things', () => {
    const header = JSON.stringify(headerOf(signed)).replace('}', ',"alg":"none"}');
    expectRefused(forged(header, JSON.stringify(claimsOf(signed))));
  });
  test('claims that are no object', () => {
    expectRefused(forged(JSON.stringify(headerOf(signed)), '"text"'));
    expectRefused(forged(JSON.stringify(headerOf(signed)), '[]'));
  });
});

describe('a stranger, who has no secret, gets nowhere', () => {
  const [header = '', payload = '', signature = ''] = signed.split('.');
  const { kid } = headerOf(signed);
  const none = part({ alg: 'none', typ: 'JWT', kid });
  const as = (alg: string, key: string, hash: string) => {
    const text = `${part({ alg, typ: 'JWT', kid })}.${payload}`;
    return `${text}.${mac(text, key, hash)}`;
  };
  test.each([
    ['without a signature', `${header}.${payload}.`],
    ['without a signature and algorithm', `${none}.${payload}.`],
    ['with the old signature and no algorithm', `${none}.${payload}.${signature}`],
    ['signed with nothing', as('HS256', '', 'sha256')],
    ['signed with the key id', as('HS256', kid, 'sha256')],
    ['signed as RS256 with the secret itself', as('RS256', secret, 'sha256')],
    ['signed as HS512 with the secret itself', as('HS512', secret, 'sha512')],
    ['with another payload', `${header}.${part({ ...claimsOf(signed), sub: 'admin' })}.${signature}`],
    ['with a padded signature', `${signed}=`],
    ['in five parts', `${signed}.x.y`],
    ['in two', `${header}.${payload}`],
    ['signed by another house', jwt.sign(claimsOf(signed), otherSecret, { keyid: kid })],
    ['no token', 'x.y.z'],
    ['nothing', ''],
  ])('%s', (_, token) => expectRefused(token));

  test('with any character changed', () =>
    fc.assert(
      fc.property(fc.nat(signed.length - 1), fc.constantFrom(...'AZaz09-_.'), (place, character) => {
        fc.pre(signed[place] !== character);
        expectRefused(`${signed.slice(0, place)}${character}${signed.slice(place + 1)}`);
      }),
      { numRuns: 500 },
    ));

  test('with any text, or any parts', () => {
    fc.assert(fc.property(fc.string(), (text) => expectRefused(text)));
    const anything = fc.json().map((json) => Buffer.from(json).toString('base64url'));
    fc.assert(fc.property(fc.tuple(anything, anything, anything), (parts) => expectRefused(parts.join('.'))));
  });

  test('with a token of a megabyte: it is not even parsed', () => {
    const parse = jest.spyOn(JSON, 'parse');
    expectRefused(`${header}.${Buffer.from(`{"a":"${'x'.repeat(1_000_000)}"}`).toString('base64url')}.x`);
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
  });
});

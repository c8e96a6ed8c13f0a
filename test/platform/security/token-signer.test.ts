import jwt from 'jsonwebtoken';
import { createTokenSigner } from '../../../src/platform/security/token-signer.ts';
import { clockAt } from '../../support/context.ts';

const secret = 'the secret of today, 32 bytes or more';
const signerAt = (time: string, secrets = { secret }) =>
  createTokenSigner(secrets, clockAt(`2026-03-01T${time}Z`));
const signed = signerAt('12:00:00').sign({ sub: 'someone', typ: 'access' }, 900);
const refused = 'The token is not valid.';

test('claims come back, with issuer, audience, times and an id of its own', () => {
  const claims = signerAt('12:14:59').verify(signed);
  expect(claims).toMatchObject({ sub: 'someone', typ: 'access', iss: 'riskgraph', aud: 'riskgraph' });
  expect((claims.exp as number) - (claims.iat as number)).toBe(900);
  const other = signerAt('12:00:00').verify(signerAt('12:00:00').sign({}, 900));
  expect(other.jti).not.toBe(claims.jti);
});

test('expires, and says so; clocks may differ by 30 seconds', () => {
  expect(() => signerAt('12:15:29').verify(signed)).not.toThrow();
  expect(() => signerAt('12:15:30').verify(signed)).toThrow('The token has expired.');
});

test('the previous secret is still accepted, and never signed with', () => {
  const rotated = { secret: 'the secret of tomorrow, 32 bytes or more', previousSecret: secret };
  expect(signerAt('12:00:00', rotated).verify(signed).sub).toBe('someone');
  expect(() => signerAt('12:16:00', rotated).verify(signed)).toThrow('The token has expired.');
  const fresh = signerAt('12:00:00', rotated).sign({}, 900);
  expect(() => signerAt('12:00:00').verify(fresh)).toThrow(refused);
});

describe('refuses', () => {
  const claims = { sub: 'someone', exp: 4_000_000_000 };
  const ours = { issuer: 'riskgraph', audience: 'riskgraph' };
  test.each([
    ['another secret', jwt.sign(claims, 'x'.repeat(40), ours)],
    ['no algorithm', jwt.sign(claims, '', { ...ours, algorithm: 'none' })],
    ['another algorithm', jwt.sign(claims, secret, { ...ours, algorithm: 'HS512' })],
    ['another issuer', jwt.sign(claims, secret, { ...ours, issuer: 'other' })],
    ['another audience', jwt.sign(claims, secret, { ...ours, audience: 'other' })],
    ['no expiry', jwt.sign({ sub: 'someone' }, secret, ours)],
    ['no claims', jwt.sign('text', secret)],
    ['no token', 'x.y.z'],
    ['nothing', ''],
  ])('%s', (_, token) => expect(() => signerAt('12:00:00').verify(token)).toThrow(refused));

  test('a changed payload', () => {
    const [header, , signature] = signed.split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims, ...ours })).toString('base64url');
    expect(() => signerAt('12:00:00').verify(`${header}.${payload}.${signature}`)).toThrow(refused);
  });
});

import type { Request } from 'express';
import type { Credentials } from '../../../platform/security/authenticator.ts';

/**
 * An API key as the password of HTTP Basic (RFC 7617), which is what spreadsheets can keep; whatever the user's name
 * is. Null where there is none.
 */
export function basicCredentials(request: Request): Credentials | null {
  const [, encoded = ''] = /^basic ([\w+/]+={0,2})$/i.exec(request.get('authorization') ?? '') ?? [];
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const apiKey = text.slice(colon + 1);
  return colon >= 0 && apiKey ? { bearer: null, apiKey } : null;
}

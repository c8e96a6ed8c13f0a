import type { Received } from './script/step.ts';

/** What is another each time, whoever serves: secrets, request ids, seconds to wait. */
const CHANCE: [RegExp, string][] = [
  [/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<token>'],
  [/(?<="refreshToken":")[\w-]{43}/g, '<token>'],
  [/rg_[0-9a-f]{8}(?:_[\w-]{43})?/g, '<key>'],
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>'],
  [/(?<="retryAfterSeconds":|Try again in )\d+/g, '<seconds>'],
];
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** The answer, to the byte, but for that; and for what happened since the script began to play. */
export function withoutChance({ status, headers, text }: Received, startedAt: Date): Received {
  const known = CHANCE.reduce((rest, [found, name]) => rest.replace(found, name), text);
  const instants = known.replace(INSTANT, (instant) => (new Date(instant) < startedAt ? instant : '<now>'));
  const wait = headers['retry-after'] && '<seconds>';
  return { status, headers: wait ? { ...headers, 'retry-after': wait } : headers, text: instants };
}

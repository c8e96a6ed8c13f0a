import { HeaderMap } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { httpStatus } from '../../src/gateway/http-status.ts';

type Data = Record<string, unknown> | null | undefined;

/** What the answer's head says, given its body. */
async function headOf(data: Data, ...extensions: Record<string, unknown>[]) {
  const errors = extensions.map((more): GraphQLFormattedError => ({ message: 'x', extensions: more }));
  const http = { status: undefined as number | undefined, headers: new HeaderMap() };
  const body = { kind: 'single', singleResult: { data, errors } };
  const listener = await httpStatus.requestDidStart?.({} as never);
  await listener?.willSendResponse?.({ response: { body, http } } as never);
  return [http.status, http.headers.get('retry-after')];
}
const LATE = { code: 'DEADLINE_EXCEEDED' };
const UNAVAILABLE = { code: 'SERVICE_UNAVAILABLE' };

describe('the status of an answer', () => {
  it('says what can pass, whether there are data or not', async () => {
    for (const data of [undefined, null, { name: 'x' }]) {
      expect(await headOf(data, LATE)).toEqual([504, undefined]);
      expect(await headOf(data, UNAVAILABLE)).toEqual([503, '1']);
    }
  });

  it('is that it may be tried again, where some waited in vain for a connection and others were then late', async () => {
    expect(await headOf(null, LATE, UNAVAILABLE)).toEqual([503, '1']);
  });

  it('asks nobody to repeat what may have been done', async () => {
    expect(await headOf(null, UNAVAILABLE, { ...UNAVAILABLE, outcome: 'UNKNOWN' })).toEqual([503, undefined]);
  });

  it('says how long to wait where the error does', async () => {
    expect(await headOf(undefined, { code: 'RATE_LIMITED', retryAfterSeconds: 30 })).toEqual([429, '30']);
  });
});

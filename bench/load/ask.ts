import type { Asked } from '../variants/variant.ts';

export interface Answered {
  data: unknown;
  /** The length of the body, which stays the same while the answer does. */
  byteLength: number;
}

/** Asks once; throws with what the server said where it did not answer in full. */
export async function askOnce(url: string, { path, body }: Asked, token: string): Promise<Answered> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(url + path, { method: 'POST', headers, body });
  const text = await response.text();
  return { data: dataIn(response.status, text), byteLength: Buffer.byteLength(text) };
}

/** Throws with what the server said where it is not an answer in full. */
export function dataIn(status: number, text: string): unknown {
  const { data, errors } = JSON.parse(text || '{}') as { data?: unknown; errors?: { message: string }[] };
  if (status === 200 && !errors && data) return data;
  throw new Error(errors?.[0]?.message ?? `${status} ${text.slice(0, 200)}`);
}

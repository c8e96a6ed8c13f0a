import type { Person } from '../people.ts';
import type { Stage } from './stage.ts';
import type { Received, Step } from './step.ts';

/** The JSON body of a request; what depends on earlier answers is made when its turn comes. */
type Body = object | ((stage: Stage) => object);

export interface Asked {
  /** Nobody unless given. */
  as?: Person;
  headers?: (stage: Stage) => Record<string, string>;
  /** What later steps need of the answer. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that its document gave it
  keep?: (data: any, stage: Stage) => void;
}

/** A request as clients send it. */
export const ask = (name: string, body: Body, { as, headers, keep }: Asked = {}): Step => ({
  name,
  async play(stage) {
    const received = await stage.send({
      headers: {
        'content-type': 'application/json',
        ...(as && stage.tokenOf(as)),
        ...headers?.(stage),
      },
      body: JSON.stringify(typeof body === 'function' ? body(stage) : body),
    });
    keep?.(dataOf(received, name), stage);
    return received;
  },
});

function dataOf({ text }: Received, name: string): unknown {
  const { data } = JSON.parse(text);
  if (!data) throw new Error(`"${name}" answered no data: ${text}`);
  return data;
}

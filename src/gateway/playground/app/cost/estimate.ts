import type { Issue } from '../../../../platform/errors.ts';
import { MAX_COST } from '../../../limits/limits.ts';
import { weighRequest } from '../../../limits/weigh-request.ts';
import type { SoundDocument } from '../documents/sound-document.ts';
import { type DearField, dearestFields } from './dearest-fields.ts';

/** What the server will make of a request; `faults` are its words for what it would refuse. */
export interface Estimate {
  /** Null where the server would refuse the request before it adds anything up. */
  cost: number | null;
  limit: number;
  faults: string[];
  dearest: DearField[];
}

/** By the code that the server itself weighs requests with. */
export function estimateOf(sound: SoundDocument, variables: Record<string, unknown>): Estimate {
  const { schema, document, operation } = sound;
  const dearest = dearestFields(sound, variables);
  try {
    const { estimate, limit } = weighRequest({
      schema,
      document,
      operationName: operation.name?.value,
      variables,
    });
    return { cost: estimate, limit, faults: [], dearest };
  } catch (refusal) {
    return { limit: MAX_COST, dearest, ...readRefusal(refusal as Refusal) };
  }
}

interface Refusal {
  message: string;
  extensions: { cost?: { estimate: number }; issues?: Issue[] };
}

const readRefusal = ({
  message,
  extensions: { cost, issues },
}: Refusal): Pick<Estimate, 'cost' | 'faults'> => ({
  cost: cost?.estimate ?? null,
  faults: issues
    ? issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    : [message],
});

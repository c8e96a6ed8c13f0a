import type { Request } from 'express';
import type { SubscribePayload } from 'graphql-ws';
import { badUserInput, type Issue } from '../../../platform/errors.ts';
import { fieldsOf, type RequestFields } from '../../http/request-fields.ts';

/** What a request subscribes to. Throws BAD_USER_INPUT for what has another shape. */
export function readPayload(request: Request): SubscribePayload {
  const fields = fieldsOf(request);
  const issues = [
    ...faultsOf(fields, ['query', 'operationName'], 'a text', (value) => typeof value === 'string'),
    ...faultsOf(fields, ['variables', 'extensions'], 'an object', isObject),
  ];
  if (issues.length > 0) throw badUserInput(issues);
  return { ...fields, query: fields.query ?? '' } as SubscribePayload;
}

const faultsOf = (
  fields: RequestFields,
  names: (keyof RequestFields)[],
  shape: string,
  isSound: (value: unknown) => boolean,
): Issue[] =>
  names
    .filter((name) => (fields[name] ?? null) !== null && !isSound(fields[name]))
    .map((name) => ({ path: [name], message: `It has to be ${shape}.` }));

const isObject = (value: unknown) => typeof value === 'object' && !Array.isArray(value);

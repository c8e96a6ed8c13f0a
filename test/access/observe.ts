import {
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import type { GraphContext } from '../../src/platform/graphql/context.ts';

export interface Answer {
  data: Record<string, unknown> | null | undefined;
  errors: readonly GraphQLError[];
}

/** Executes a document as the gateway does: rules, audit and SQL are all on the path. */
export async function ask(
  schema: GraphQLSchema,
  document: string,
  contextValue: GraphContext,
  variableValues: Record<string, unknown> = {},
): Promise<Answer> {
  const sound = soundDocument(schema, document);
  const result: ExecutionResult = await execute({ schema, document: sound, contextValue, variableValues });
  return { data: result.data, errors: result.errors ?? [] };
}

const sound = new Map<string, ReturnType<typeof parse>>();

function soundDocument(schema: GraphQLSchema, text: string): ReturnType<typeof parse> {
  const known = sound.get(text);
  if (known) return known;
  const document = parse(text);
  const faults = validate(schema, document);
  if (faults.length > 0) throw new Error(`${faults.map(({ message }) => message).join('\n')}\n${text}`);
  sound.set(text, document);
  return document;
}

/** What became of a field: `shown`, `absent` (nothing to read it of), or the code of the refusal. */
export function outcomeOf({ data, errors }: Answer, steps: string[], field: string): string {
  const way = [...steps, field];
  const isOn = (names: unknown[]) => names.every((name, depth) => depth >= way.length || name === way[depth]);
  const fault = errors.find(({ path }) => isOn(namesIn(path)));
  if (fault) return String(fault.extensions.code ?? fault.message);
  return reaches(data, steps) ? 'shown' : 'absent';
}

const namesIn = (path: GraphQLError['path']) => (path ?? []).filter((part) => typeof part === 'string');

/** Whether an object stands at the end of the steps, in any of the lists on the way. */
export function reaches(value: unknown, [next, ...further]: string[]): boolean {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value))
    return value.some((item) => reaches(item, next === undefined ? [] : [next, ...further]));
  return next === undefined || reaches((value as Record<string, unknown>)[next], further);
}

/** All that is told under an alias, without the values that the caller sent along. */
export function toldUnder({ data, errors }: Answer, alias: string, sent: string[]): string {
  const own = errors.filter(({ path }) => path?.[0] === alias);
  const faults = own.map(({ message, path, extensions }) => ({ message, path: path?.slice(1), extensions }));
  const text = JSON.stringify({ value: data?.[alias], faults });
  return sent.reduce((rest, value) => rest.replaceAll(value, '…'), text);
}

import { z } from 'zod';
import { badUserInput, type Issue } from './errors.ts';

/** Every fault that a schema finds in an input, each at its place below `path`. */
export function issuesOf(schema: z.ZodType, input: unknown, path: Issue['path'] = ['input']): Issue[] {
  const result = schema.safeParse(input);
  return (result.error?.issues ?? []).map((issue) => ({
    path: [...path, ...(issue.path as Issue['path'])],
    message: issue.message,
  }));
}

/** The input as the schema makes it; throws BAD_USER_INPUT with every fault at once. */
export function checkInput<Output>(schema: z.ZodType<Output>, input: unknown, path?: Issue['path']): Output {
  const issues = issuesOf(schema, input, path);
  if (issues.length > 0) throw badUserInput(issues);
  return schema.parse(input);
}

const INVISIBLE = /\p{Cc}/u;

/** Text of people's making: trimmed, of a length in characters, without control characters. */
export const text = (min: number, max: number) =>
  z
    .string('A value is required.')
    .trim()
    .refine(
      (value) => [...value].length >= min,
      min === 1 ? 'A value is required.' : `At least ${min} characters.`,
    )
    .refine((value) => [...value].length <= max, `At most ${max} characters.`)
    .refine((value) => !INVISIBLE.test(value) && value.isWellFormed(), 'Control characters are not allowed.');

import type { z } from 'zod';
import { badUserInput } from './errors.ts';

/** A mutation's arguments as their schema makes them (trimmed, ids as keys). Throws BAD_USER_INPUT with every fault. */
export async function checkArguments<Schema extends z.ZodType>(
  schema: Schema,
  args: unknown,
): Promise<z.output<Schema>> {
  const result = await schema.safeParseAsync(args);
  if (result.success) return result.data;
  throw badUserInput(
    result.error.issues.map(({ path, message }) => ({ path: path as (string | number)[], message })),
  );
}

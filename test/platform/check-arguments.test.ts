import { z } from 'zod';
import { checkArguments } from '../../src/platform/check-arguments.ts';
import { text } from '../../src/platform/text-field.ts';

const schema = z.object({ input: z.object({ name: text(1, 5), notes: z.array(text(0, 3)).optional() }) });

test('arguments come back as the schema makes them', async () => {
  const checked = await checkArguments(schema, { input: { name: ' Ab ', notes: [' x '] } });
  expect(checked.input).toEqual({ name: 'Ab', notes: ['x'] });
});

test('every fault is told at once, each in its place', async () => {
  const input = { name: null, notes: ['abcd', 'ok', '\u0000'] };
  await expect(checkArguments(schema, { input })).rejects.toMatchObject({
    extensions: {
      code: 'BAD_USER_INPUT',
      issues: [
        { path: ['input', 'name'], message: 'A value is required.' },
        { path: ['input', 'notes', 0], message: 'At most 3 characters.' },
        { path: ['input', 'notes', 2], message: 'No control characters.' },
      ],
    },
  });
});

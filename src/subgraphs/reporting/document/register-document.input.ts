import { Field, InputType } from 'type-graphql';
import { z } from 'zod';
import type { DocumentCheck } from '../../../platform/documents/document-check.ts';
import { isDocumentName } from '../../../platform/documents/trusted-document.ts';
import { isStorable } from '../../../platform/graphql/storable-text.ts';
import { text } from '../../../platform/text-field.ts';

const MAX_BODY_BYTES = 64 * 1024;
const MAX_LISTS = 20;

@InputType({ description: 'A document to trust.' })
export class RegisterDocumentInput {
  @Field(() => String, {
    description:
      'A letter, then letters, digits, `-` and `_`, at most 100 characters. A name that riskgraph itself has is taken.',
  })
  name!: string;

  @Field(() => String, {
    description:
      'One query or subscription of the public schema, at most 64 KiB. It is kept to the last character: its hash is its id.',
  })
  body!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it is for, at most 2,000 characters. Left out, it stays as it is.',
  })
  description?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Which lists of its answer are tables, as `portfolio.loans.nodes`; at most 20. Left out, they stay as they are.',
  })
  lists?: string[] | null;
}

/** The input as it is kept; faults of the text are the check's to find. */
export const soundDocument = (check: DocumentCheck) =>
  z
    .object({
      name: z
        .string()
        .refine(isDocumentName, 'A letter, then letters, digits, - and _; at most 100 characters.'),
      body: z
        .string()
        .refine(isStorable, 'It holds a NUL or half of a character; no text does.')
        .refine((body) => Buffer.byteLength(body) <= MAX_BODY_BYTES, 'At most 64 KiB.'),
      description: text(0, 2000, { lines: true })
        .transform((value) => value || null)
        .nullish(),
      lists: z
        .array(z.string())
        .max(MAX_LISTS, `At most ${MAX_LISTS} lists.`)
        .refine((lists) => new Set(lists).size === lists.length, 'A list is named twice.')
        .nullish()
        .transform((lists) => lists ?? undefined),
    })
    .superRefine(({ name, body, lists = [] }, { addIssue }) => {
      for (const { path, message } of check({ name, body, lists }))
        addIssue({ code: 'custom', path, message });
    });

export type SoundDocument = z.output<ReturnType<typeof soundDocument>>;

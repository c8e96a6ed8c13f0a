import { z } from 'zod';

const CONTROL = /\p{Cc}/u;
const CONTROL_BUT_LINE_ENDS = /[^\P{Cc}\n\r]/u;

interface TextOptions {
  /** Whether it may have several lines. */
  lines?: boolean;
}

/** Text of people's making: trimmed, of a length in characters, without control characters. */
export const text = (minLength: number, maxLength: number, { lines = false }: TextOptions = {}) =>
  z
    .string('A value is required.')
    .trim()
    .refine((value) => [...value].length >= minLength, tooShort(minLength))
    .refine((value) => [...value].length <= maxLength, `At most ${maxLength} characters.`)
    .refine(
      (value) => !(lines ? CONTROL_BUT_LINE_ENDS : CONTROL).test(value) && value.isWellFormed(),
      'No control characters.',
    );

const tooShort = (minLength: number) =>
  minLength === 1 ? 'A value is required.' : `At least ${minLength} characters.`;

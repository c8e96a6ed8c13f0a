import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import {
  readSoundDocument,
  type SoundDocument,
} from '../../../src/gateway/playground/app/documents/sound-document.ts';

/** As the page has it. */
export const publicSchema = buildSchema(readFileSync('schema/public.graphql', 'utf8'));

export function sound(text: string, operationName: string | null = null): SoundDocument {
  const document = readSoundDocument(publicSchema, text, operationName);
  if (!document) throw new Error(`This would not run: ${text}`);
  return document;
}

import type { GraphQLSchema } from 'graphql';
import { answerPlaces, listPaths } from '../documents/answer-places.ts';
import { readSoundDocument } from '../documents/sound-document.ts';
import type { ReportDraft } from './register-report.ts';

/** As many as a document may name. */
const MAX_LISTS = 20;

/** What a report of this text might be called: `WatchList` is `watch-list`; its comment says what it is for. */
export function firstDraft(schema: GraphQLSchema, text: string, operationName: string | null): ReportDraft {
  const sound = readSoundDocument(schema, text, operationName);
  return {
    name: (operationName ?? '').replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase(),
    description: leadingComment(text),
    body: text,
    lists: sound ? listPaths(answerPlaces(sound)).slice(0, MAX_LISTS) : [],
  };
}

function leadingComment(text: string): string {
  const comment = /^(?:#.*\n)*/.exec(text)?.[0] ?? '';
  return comment.replace(/^#\s*/gm, '').replaceAll('\n', ' ').trim();
}

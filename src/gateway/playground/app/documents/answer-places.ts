import { getNamedType, getNullableType, isCompositeType, isListType } from 'graphql';
import { type SelectedField, selectionReader } from './selected-fields.ts';
import type { SoundDocument } from './sound-document.ts';

/** What stands at a place of an answer, as `Decimal` at `portfolio.loans.nodes.amount`. */
export interface AnswerPlace {
  typeName: string;
  isList: boolean;
  /** An object or a list of them; else a value. */
  isObject: boolean;
}

/** By the names that lead to them, in the order of the document. */
export type AnswerPlaces = Map<string, AnswerPlace>;

export function answerPlaces({ schema, document, operation }: SoundDocument): AnswerPlaces {
  const { fieldsOf, fieldsBelow } = selectionReader(schema, document);
  const places: AnswerPlaces = new Map();
  const note = (fields: Map<string, SelectedField>, above: string): void => {
    for (const [key, selected] of fields) {
      const path = above ? `${above}.${key}` : key;
      const { type } = selected.field;
      const named = getNamedType(type);
      const isObject = isCompositeType(named);
      places.set(path, { typeName: named.name, isList: isListType(getNullableType(type)), isObject });
      if (isObject) note(fieldsBelow(selected), path);
    }
  };
  note(fieldsOf(schema.getRootType(operation.operation), [operation]), '');
  return places;
}

/** The places of lists of objects: what can be a table. */
export const listPaths = (places: AnswerPlaces): string[] =>
  [...places].filter(([, { isList, isObject }]) => isList && isObject).map(([path]) => path);

import { buildASTSchema, parse } from 'graphql';
import { placesOf, removalDayOf, type SchemaPlace, without } from './schema-deprecations.ts';

export interface SchemaChanges {
  /** What clients of the released schema cannot do any more, a line each. */
  breaking: string[];
  /** What may surprise them: a default that is another, an enum value that is new. */
  dangerous: string[];
}

/**
 * What became of a released schema by `today`. What was deprecated in it, with a day of removal that has passed, may be
 * gone, and with it the types that nothing else led to.
 */
export async function schemaChanges(
  releasedSdl: string,
  currentSdl: string,
  today: string,
): Promise<SchemaChanges> {
  // A tool of development: what runs in production is installed without it.
  const { CriticalityLevel, DiffRule, diff } = await import('@graphql-inspector/core');
  const [released, current] = [parse(releasedSdl), parse(currentSdl)];
  const places = new Set(placesOf(current).map(({ path }) => path));
  const promised = without(released, (place) => !places.has(place.path) && isDue(place, today));
  const changes = await diff(buildASTSchema(promised, { assumeValid: true }), buildASTSchema(current), [
    DiffRule.safeUnreachable,
  ]);
  const releasedPlaces = new Map(placesOf(released).map((place) => [place.path, place]));
  const wordsOf = (level: string) =>
    changes
      .filter(({ criticality }) => criticality.level === level)
      .map(({ message, path = '' }) => `${path}: ${message}.${staysUntil(releasedPlaces.get(path))}`);
  return {
    breaking: wordsOf(CriticalityLevel.Breaking),
    dangerous: wordsOf(CriticalityLevel.Dangerous),
  };
}

/** The deprecations of a schema that do not say when they end. */
export const undatedDeprecations = (sdl: string): string[] =>
  placesOf(parse(sdl))
    .filter(({ deprecation }) => deprecation !== null && removalDayOf(deprecation) === null)
    .map(({ path, deprecation }) => `${path}: "${deprecation}"`);

function isDue({ deprecation }: SchemaPlace, today: string): boolean {
  const day = removalDayOf(deprecation);
  return day !== null && day < today;
}

function staysUntil(place: SchemaPlace | undefined): string {
  const day = removalDayOf(place?.deprecation ?? null);
  return day ? ` The release promised it up to ${day}.` : '';
}

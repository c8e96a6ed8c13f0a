/** Opaque tags in a header, weak or strong: for a GET they are compared weakly (RFC 9110, 8.8.3.2 and 13.1.2). */
const TAGS = /(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;

/** Whether a caller has what an entity tag stands for. */
export function hasTag(ifNoneMatch: string | undefined, entityTag: string): boolean {
  const opaque = (tag: string) => tag.replace(/^W\//, '');
  return [...(ifNoneMatch ?? '').matchAll(TAGS)].some(([tag]) => opaque(tag) === opaque(entityTag));
}

/** Whether a caller has anything at all of what there is. */
export const hasAny = (ifNoneMatch: string | undefined): boolean => ifNoneMatch?.trim() === '*';

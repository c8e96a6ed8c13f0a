/** A link as somebody wrote it down outside: it must still be there as it was. */
export interface Anchor {
  sequence: bigint;
  hash: string;
}

const ANCHOR = /^([1-9]\d{0,18}):([0-9a-f]{64})$/i;

/** Reads `seq:hash`; throws where the text is none. */
export function readAnchor(text: string): Anchor {
  const [, sequence, hash] = ANCHOR.exec(text) ?? [];
  if (!sequence || !hash) {
    throw new Error('An anchor is a number and a hash of 64 hexadecimal digits, as in 412:9f86d0….');
  }
  return { sequence: BigInt(sequence), hash: hash.toLowerCase() };
}

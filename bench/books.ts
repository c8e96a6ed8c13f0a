/** One portfolio of the benchmark. Its number decides what is in it. */
export interface Book {
  number: number;
  name: string;
  size: number;
  /** Whether its loans have rating snapshots. */
  hasHistory: boolean;
}

const SMALL_BOOKS = 20;

/** 20 × 1,000 loans, one of 10,000, of 100,000 and, unless the run is a small one, of 1,000,000. */
export function books({ small }: { small: boolean }): Book[] {
  const ofThousand = Array.from({ length: SMALL_BOOKS }, (_, index) => book(index + 1, 1_000));
  const larger = small ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
  return [...ofThousand, ...larger.map((size, index) => book(SMALL_BOOKS + 1 + index, size))];
}

const book = (number: number, size: number): Book => ({
  number,
  name: `Book ${String(number).padStart(2, '0')}`,
  size,
  hasHistory: size <= 100_000,
});

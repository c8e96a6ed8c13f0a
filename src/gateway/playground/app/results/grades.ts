/** The rating scale, best first; a rating history also holds NR, which stands behind. */
const GRADES = 'AAA AA+ AA AA- A+ A A- BBB+ BBB BBB- BB+ BB BB- B+ B B- CCC+ CCC CCC- CC C D NR'.split(' ');

const places = new Map(GRADES.map((grade, place) => [grade, place]));

export const isGrade = (value: unknown): boolean => places.has(value as string);

/** Best first; what is no grade is last. */
export const compareGrades = (one: string, other: string): number => placeOf(one) - placeOf(other);

const placeOf = (grade: string): number => places.get(grade) ?? places.size;

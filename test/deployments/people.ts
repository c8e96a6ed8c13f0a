/** Everybody who plays a part, by username; all have the password of the fixtures. */
export const PEOPLE = {
  root: 'admin',
  admin: 'demo.admin',
  manager: 'demo.manager',
  analyst: 'demo.analyst',
  viewer: 'demo.viewer',
  /** Of another tenant. */
  stranger: 'a.analyst',
} as const;

export type Person = keyof typeof PEOPLE;

import { refuseLostUpdate } from '../../src/platform/lost-update.ts';

test('a lost update is refused, and whoever expects no version is let through', () => {
  expect(() => refuseLostUpdate(3, 3)).not.toThrow();
  expect(() => refuseLostUpdate(3, null)).not.toThrow();
  expect(() => refuseLostUpdate(3, undefined)).not.toThrow();
  expect(() => refuseLostUpdate(3, 0)).toThrow('expected version 0, current version 3');
});

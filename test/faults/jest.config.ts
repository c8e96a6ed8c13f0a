import base from '../../jest.config.ts';

/** Harnesses that start real processes and kill them: minutes, not seconds, and one after the other. */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/faults/**/*.fault.ts'],
  globalSetup: undefined,
  globalTeardown: undefined,
  maxWorkers: 1,
  testTimeout: 600_000,
};

/** Jest over native ES modules: middy 7 is ESM only, so the runner is started with --experimental-vm-modules (package.json). */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  globalSetup: '<rootDir>/test/support/temporary/set-up.ts',
  globalTeardown: '<rootDir>/test/support/temporary/tear-down.ts',
  // A crawl of our own files is quick, and a watchman that doesn't answer would hold up every run.
  watchman: false,
  // Jest leaves a core free, which of two is half.
  maxWorkers: '100%',
  testTimeout: 30_000,
};

export default {
  testEnvironment: 'node',
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/test/golden/.*/(base|head|expected)'],
  setupFilesAfterEnv: ['<rootDir>/test/support/setup.ts'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  reporters: ['default', '<rootDir>/test/support/totals-reporter.mjs'],
  // The slowest takes ten seconds on an idle machine, and ten times that on one that does much else.
  testTimeout: 120_000,
}

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
  testTimeout: 60_000,
}

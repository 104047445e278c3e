// Closes a run with its totals alone on a line, so that whoever reads only the end knows what ran.
export default class TotalsReporter {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results
    const failed = numFailedTests + numRuntimeErrorTestSuites
    const totals = `${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`
    process.once('exit', () => process.stdout.write(`\n${totals}\n`))
  }
}

import type { Reporter, TestModule } from 'vitest/node'

/** Closes a run with the plain line "N passed, N failed, N skipped", after the names of what was skipped. */
export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0, pending: 0 }
    const skipped: string[] = []
    for (const module of modules) {
      const before = count.failed
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        count[state]++
        if (state === 'skipped') skipped.push(`${module.relativeModuleId}: ${test.fullName}`)
      }
      // A file can fail without a test: it did not load, or a hook around its tests failed.
      if (!module.ok() && count.failed === before) count.failed++
    }
    for (const name of skipped) console.log(`skipped: ${name}`)
    console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped + count.pending} skipped`)
  }
}

import { projectConfig } from '../../tools/vitest.base.ts'

/** `src/test-support` is what tests share; it is named like a test so that it is not published. */
export default projectConfig(import.meta.dirname, {
  // Whole processes, side by side.
  testTimeout: 20_000,
  isolate: true,
  exclude: ['src/test-support/**'],
  globalSetup: ['../../tools/vitest.redis.ts'],
})

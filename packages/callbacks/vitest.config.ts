import { projectConfig } from '../../tools/vitest.base.ts'

/** `src/test-support` is what tests share; it is named like a test so that it is not published. */
export default projectConfig(import.meta.dirname, { exclude: ['src/test-support/**'] })

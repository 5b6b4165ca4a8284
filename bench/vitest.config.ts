import { projectConfig } from '../tools/vitest.base.ts'

export default projectConfig(import.meta.dirname, { include: ['**/*.test.ts'] })

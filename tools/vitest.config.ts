import { projectConfig } from './vitest.base.ts'

export default projectConfig(import.meta.dirname, {
  include: ['*.test.ts', '{explain,prove,redis}/*.test.ts'],
  globalSetup: ['vitest.redis.ts'],
})

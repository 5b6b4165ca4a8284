import { projectConfig } from './vitest.base.ts'

export default projectConfig(import.meta.dirname, {
  include: ['*.test.ts', '{explain,fuzz,prove,redis}/*.test.ts'],
  globalSetup: ['vitest.redis.ts'],
})

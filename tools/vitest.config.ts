import { projectConfig } from './vitest.base.ts'

export default projectConfig(import.meta.dirname, {
  include: ['*.test.ts', '{explain,redis}/*.test.ts'],
  include: ['*.test.ts', '{redis,prove}/*.test.ts'],
  globalSetup: ['vitest.redis.ts'],
})

import { expect, it } from 'vitest'
import { taskAsEnv, taskFromEnv } from './worker-task.ts'

it.each([
  { id: 1, count: 4, port: 0 },
  { id: 2, count: 4, port: 4000, others: { digest: 'abc', inRedis: true } },
])('arrives as it was given: %j', (task) => {
  expect(taskFromEnv(taskAsEnv(task))).toEqual(task)
})

it.each([{}, { TURNOUT_WORKER: '[]' }, { TURNOUT_WORKER: '{"id":"1"}' }])('is not made up: %j', (env) => {
  expect(() => taskFromEnv(env)).toThrow('set by the process that starts a worker')
})

import { expect, it } from 'vitest'
import { coolingUntil } from './cooling-until.ts'
import { Health, health } from './health.ts'

it('says until when it cools down, and nothing when it does not', () => {
  const state = new Health()
  const read = (nowMs: number) => coolingUntil.view?.read(state, nowMs)
  expect(coolingUntil.view?.of).toBe(health)
  expect(read(0)).toBeUndefined()
  state.cool('server', 5_000)
  expect([read(0), read(4_999), read(5_000)]).toEqual([5_000, 5_000, undefined])
})

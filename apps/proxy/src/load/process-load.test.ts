import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { collectGarbage } from './collect-garbage.ts'
import { processLoad } from './process-load.ts'

it('counts turns of the event loop, and when it is busy', async () => {
  const load = processLoad()
  const before = load()
  const startedMs = performance.now()
  while (performance.now() - startedMs < 20);
  for (let i = 0; i < 5; i++) await turn()
  const after = load()
  expect(after.turns - before.turns).toBeGreaterThanOrEqual(4)
  expect(after.busyMs - before.busyMs).toBeGreaterThan(15)
})

it('tells which part of the memory is in use, with garbage until it is collected', () => {
  const load = processLoad()
  const held = Array.from({ length: 1_000_000 }, (_, at) => ({ at }))
  const full = load().memory
  expect(full).toBeGreaterThan(0)
  expect(full).toBeLessThan(1)
  held.length = 0
  collectGarbage()
  expect(load().memory).toBeLessThan(full)
})

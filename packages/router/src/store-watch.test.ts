import { memoryStore } from '@turnout/cache-adapters/memory'
import type { RouterEvent, StoreReport } from '@turnout/core'
import { settle, testRuntime } from '@turnout/testing'
import { expect, it } from 'vitest'
import { createRouter } from './create-router.ts'

it('passes on that the store is lost and back, to callbacks and listeners, and remembers it', async () => {
  const runtime = testRuntime()
  const { clock } = runtime
  const hears: ((report: StoreReport) => void)[] = []
  const store = {
    ...memoryStore(clock),
    watch(hear: (report: StoreReport) => void) {
      hears.push(hear)
      return () => {}
    },
  }
  const events: RouterEvent[] = []
  const router = createRouter({
    modelList: [{ modelName: 'm', litellmParams: { model: 'simulated/m' } }],
    callbacks: [{ name: 'test', on: (event) => events.push(event) }],
    ...{ store, runtime },
  })
  const heard: StoreReport[] = []
  const stop = router.watchStore((report) => heard.push(report))
  const [tell] = hears
  tell?.({ status: 'lost', reason: 'it does not answer in time' })
  await clock.advance(1_500)
  expect(router.state().store).toMatchObject({
    ...{ status: 'lost', reason: 'it does not answer in time', lostForMs: 1_500 },
  })
  const late: StoreReport[] = []
  router.watchStore((report) => late.push(report))
  expect(late).toMatchObject([{ status: 'lost' }])
  tell?.({ status: 'back', lostMs: 1_500 })
  expect(router.state().store).toMatchObject({ status: 'ok' })
  tell?.({ status: 'warned', reason: 'it evicts' })
  stop()
  tell?.({ status: 'lost', reason: 'again' })
  expect(heard.map(({ status }) => status)).toEqual(['lost', 'back', 'warned'])
  await settle()
  expect(events.map(({ type }) => type)).toEqual(['store-lost', 'store-back', 'store-warn', 'store-lost'])
})

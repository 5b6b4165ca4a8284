// What it makes of requests; vitest runs it.
import type { CallbackContext } from '@turnout/core'
import { createRouter } from '@turnout/router'
import { testRuntime } from '@turnout/testing'
import { expect, it, vi } from 'vitest'
import slow from './slow.ts'

const made = async (settings: CallbackContext['settings']) => {
  const warnings: string[] = []
  const warn = (message: string) => void warnings.push(message)
  const callback = await slow({ name: 'slow', runtime: testRuntime(), environment: {}, settings, warn })
  return { callback, warnings }
}

it.each([
  [50, [expect.stringMatching(/^chat took \d+ ms: snail \d+ ms, served$/)]],
  [60_000, []],
])('tells of requests that take longer than %d ms', async (over_ms, expected) => {
  const log = vi.spyOn(console, 'log').mockReturnValue()
  const { callback } = await made({ over_ms })
  const snail = { modelName: 'chat', litellmParams: { model: 'simulated/slow', simulated: { latencyMs: 80 } } }
  const router = createRouter({
    modelList: [{ ...snail, modelInfo: { id: 'snail' } }],
    callbacks: callback ? [callback] : [],
  })
  await router.completion({ model: 'chat', messages: [{ role: 'user', content: 'Hello!' }] })
  await router.close()
  expect(log.mock.calls.flat()).toEqual(expected)
  log.mockRestore()
})

it('warns where nobody says what is slow', async () => {
  expect(await made({})).toEqual({ callback: undefined, warnings: ['over_ms is not set, so no request is slow'] })
})

import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { serveFile } from '../../../../tools/start-turnout.ts'
import { statuses } from '../test-support/ask-turnout.test.ts'
import { callbacksFolder } from '../test-support/callbacks-folder.test.ts'
import { memoryOf, stopNow, type Turnout } from '../test-support/running-turnout.test.ts'
import { quantile, steadily } from '../test-support/traffic.test.ts'

const mebibyte = 2 ** 20

let turnout: Turnout | undefined
afterEach(async () => {
  if (turnout) await stopNow(turnout)
  turnout = undefined
})

/** What a callback can do wrong. The one that hangs keeps 64 KiB for each event that it does not get done with. */
const modules = {
  'throws.mjs': `export default { name: 'throws', on() { throw new Error('no') } }`,
  'rejects.mjs': `export default { name: 'rejects', async on() { throw new Error('no') } }`,
  'blocks.mjs': `export default { name: 'blocks', async on() { await new Promise(() => {}) } }`,
  'hangs.mjs': `
    const held = []
    export default {
      name: 'hangs',
      async on() {
        const weight = Buffer.alloc(64 * 1024, 1)
        await new Promise((resolve) => held.push(resolve))
        return weight
      },
    }`,
}

/** 300 requests a second for so long, and how much memory they leave behind. */
async function under(litellmSettings: string, seconds: number) {
  const { file } = callbacksFolder(litellmSettings, modules)
  const running = await serveFile(file)
  turnout = running
  const warmUp = steadily([running], 300, 'good')
  await wait(3_000)
  await warmUp()
  const before = memoryOf(file)
  const traffic = steadily([running], 300, 'good')
  await wait(seconds * 1_000)
  const answers = await traffic()
  const after = memoryOf(file)
  await stopNow(running)
  turnout = undefined
  const tookMs = answers.map((answer) => answer.tookMs)
  const grownBytes = after === undefined || before === undefined ? undefined : after - before
  return { served: statuses(answers), count: answers.length, p99Ms: quantile(tookMs, 0.99), grownBytes }
}

it('callbacks that throw, reject, or never end leave latency and memory as they are', async () => {
  const without = await under('callbacks: []', 4)
  const bad = await under('callbacks: [./throws.mjs, ./rejects.mjs, ./blocks.mjs, ./hangs.mjs]', 6)
  expect(bad.served).toEqual({ 200: bad.count })
  expect(bad.count).toBeGreaterThan(1_500)
  expect(bad.p99Ms).toBeLessThan(without.p99Ms * 5 + 100)
  if (bad.grownBytes !== undefined) expect(bad.grownBytes).toBeLessThan(64 * mebibyte)
}, 60_000)

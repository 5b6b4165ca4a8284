import { Agent, request } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { completion, sendJson, startUpstream } from '../../../../tools/fake-upstream.ts'
import { serveFile, temporaryFile } from '../../../../tools/start-turnout.ts'
import { cachingConfig } from '../test-support/caching.test.ts'
import { memoryOf, stopNow } from '../test-support/running-turnout.test.ts'

const answerBytes = 16 * 1024
const atOnce = 16
const mebibyte = 1024 * 1024

/** Asks about something new each time, through a few connections. */
async function askFrom(url: string, from: number, to: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const ask = (number: number) =>
    new Promise<void>((resolve, reject) => {
      const body = JSON.stringify({ model: 'main', messages: [{ role: 'user', content: `question ${number}` }] })
      request(`${url}/v1/chat/completions`, { agent, method: 'POST' }, (response) => {
        response.resume().on('end', resolve)
        if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`))
      })
        .on('error', reject)
        .end(body)
    })
  let next = from
  const asker = async () => {
    while (next < to) await ask(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, asker))
  agent.destroy()
}

describe('what is kept in memory', () => {
  it('is bounded, however many ask for something new', async ({ skip }) => {
    const text = 'x'.repeat(answerBytes)
    const upstream = await startUpstream((response) => {
      upstream.asked.length = 0
      sendJson(response, 200, completion(text))
    })
    onTestFinished(upstream.stop)
    const config = cachingConfig({ base: upstream.base, groups: { main: {} }, cache: { max_memory_mb: 8 } })
    const file = temporaryFile('config.yaml', config)
    const turnout = await serveFile(file)
    onTestFinished(async () => void (await stopNow(turnout)))
    await askFrom(turnout.url, 0, 4_000)
    const before = memoryOf(file)
    if (before === undefined) return skip('the system does not tell how much memory a process takes')
    await askFrom(turnout.url, 4_000, 20_000)
    const grownBy = (memoryOf(file) ?? Number.NaN) - before
    // All of them would be 250 MiB more. What was thrown out is there until it is collected.
    expect(grownBy).toBeLessThan(192 * mebibyte)
  }, 120_000)
})

import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { fromObject } from '@turnout/config-loader'
import { type ChatChunk, noFacts, type ProviderAdapter, ProviderError, type Runtime } from '@turnout/core'
import { available } from '@turnout/router/available'
import { says, scriptedProvider, TestClock, testRuntime } from '@turnout/testing'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { type RunningProxy, startProxy } from './create-proxy.ts'
import { type DrainPhase, lastWordsMs } from './drain.ts'

let proxy: RunningProxy
let clock: TestClock | undefined
afterEach(async () => {
  const closing = proxy.close({ timeoutMs: 0 })
  await clock?.advance(lastWordsMs)
  await closing
  clock = undefined
})

async function start(own: ProviderAdapter, runtime?: Runtime): Promise<string[]> {
  const model = { model_name: 'm', litellm_params: { model: 'own/m', num_retries: 0 } }
  const { config } = fromObject({ model_list: [model] }, { available: available(['own']), environment: {} })
  if (!config) throw new Error('The configuration has errors.')
  const logged: string[] = []
  proxy = await startProxy(config, {
    port: 0,
    log: pino({ level: 'warn' }, { write: (line) => void logged.push(line) }),
    instances: { providers: { own }, ...(runtime ? { runtime } : {}) },
  })
  return logged
}

/** Ends the proxy, and tells what it took: by itself, it comes to `ending`. */
async function phasesOfClosing(): Promise<DrainPhase[]> {
  const phases: DrainPhase[] = []
  await proxy.close({ onPhase: (phase) => void phases.push(phase) })
  return phases
}

const body = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'hi' }] })
const facts = { ...noFacts, content: true, choices: 1 }
const hello: ChatChunk = {
  ...{ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm' },
  choices: [{ index: 0, delta: { content: 'hello' }, finish_reason: null }],
}

/** Says hello, then something that cannot be told. */
const breaksWith = (error: Error): ProviderAdapter => ({
  name: 'own',
  operations: {
    async chat() {
      async function* batches() {
        yield { kind: 'chunks' as const, facts, chunks: () => [hello] }
        yield {
          ...{ kind: 'chunks' as const, facts },
          chunks(): ChatChunk[] {
            throw error
          },
        }
      }
      return { head: { status: 200, headers: {} }, batches: batches(), cancel: () => {} }
    },
  },
})

describe('a stream', () => {
  it.each([
    ['what no adapter should throw', new TypeError('no chunks'), 'internal_error', 1],
    ['a failure of the provider', new ProviderError('unavailable', 'no more', { code: 'gone' }), 'gone', 0],
  ])('ends with an error when a batch throws %s', async (_what, error, code, lines) => {
    const logged = await start(breaksWith(error))
    const response = await fetch(`${proxy.url}/v1/chat/completions`, { method: 'POST', body })
    const [first = '', last = '', ...rest] = (await response.text()).split('\n\n')
    expect([response.status, rest]).toEqual([200, ['']])
    expect(first).toContain('"hello"')
    expect(JSON.parse(last.replace('data: ', ''))).toMatchObject({ error: { code } })
    expect(last).not.toContain('no chunks')
    expect(logged).toHaveLength(lines)
    expect(await phasesOfClosing()).toEqual(['leaving', 'ending'])
  })

  it('is cut off when nobody reads it for a minute', async () => {
    clock = new TestClock()
    const provider = scriptedProvider({ m: [says('word '.repeat(4_000_000))] }, 'own')
    await start(provider, testRuntime({ clock }))
    const deaf = connect(Number(new URL(proxy.url).port), '127.0.0.1').pause()
    deaf.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
    await once(deaf, 'readable')
    await clock.advance(59_000)
    expect(provider.cancelled).toBe(0)
    await clock.advance(1_000)
    expect(provider.cancelled).toBe(1)
    // Time stands still, and the client still does not read: nothing else could end its connection.
    expect(await phasesOfClosing()).toEqual(['leaving', 'ending'])
    const heard = await text(deaf).catch(String)
    expect(heard).not.toContain('[DONE]')
  })
})

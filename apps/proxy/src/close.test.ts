import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { fromObject } from '@turnout/config-loader'
import type { ProviderAdapter } from '@turnout/core'
import { available } from '@turnout/router/available'
import { hangs, late, pausesAfter, type Step, says, scriptedProvider } from '@turnout/testing'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { type RunningProxy, startProxy } from './create-proxy.ts'
import type { DrainPhase } from './drain.ts'

let proxy: RunningProxy
afterEach(() => proxy.close({ timeoutMs: 0 }))

/** Plays a script as soon as `opens`, and tells of every request. */
function gatedProvider(steps: readonly Step[], opens: Promise<void>, hear: () => void): ProviderAdapter {
  const { chat } = scriptedProvider({ m: steps }).operations
  return {
    name: 'scripted',
    operations: {
      async chat(call) {
        hear()
        await opens
        return chat?.(call) ?? Promise.reject(new Error('There is no script.'))
      },
    },
  }
}

/** Resolves to a promise for the nth request. */
async function start(steps: readonly Step[], opens = Promise.resolve()) {
  const model = { model_name: 'm', litellm_params: { model: 'scripted/m', num_retries: 0 } }
  const { config } = fromObject({ model_list: [model] }, { available: available(['scripted']), environment: {} })
  if (!config) throw new Error('The configuration has errors.')
  let count = 0
  const waiting = new Map<number, () => void>()
  const providers = { scripted: gatedProvider(steps, opens, () => waiting.get(++count)?.()) }
  proxy = await startProxy(config, { port: 0, log: pino({ level: 'silent' }), instances: { providers } })
  return { asked: (nth: number) => new Promise<void>((resolve) => waiting.set(nth, resolve)) }
}

const bodyOf = (stream: boolean) => JSON.stringify({ model: 'm', stream, messages: [{ role: 'user', content: 'hi' }] })

/** A request to the letter, for a caller without manners. */
function raw(stream: boolean): string {
  const body = bodyOf(stream)
  return `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`
}

const dial = () => connect(Number(new URL(proxy.url).port), '127.0.0.1')

async function ask(stream = false) {
  const body = bodyOf(stream)
  const response = await fetch(`${proxy.url}/v1/chat/completions`, { method: 'POST', body })
  const { status, headers } = response
  return { status, connection: headers.get('connection'), text: () => response.text() }
}

const draining = '"type":"overloaded_error","param":null,"code":"draining"}}'

describe('closing a proxy', () => {
  it('serves on for a while, but says that it is not ready', async () => {
    await start([says('ok')])
    const readiness = async () => {
      const response = await fetch(`${proxy.url}/health/readiness`)
      return { status: response.status, body: await response.json() }
    }
    expect(await readiness()).toEqual({ status: 200, body: { status: 'healthy', deployments: 1 } })
    const phases: DrainPhase[] = []
    const closing = proxy.close({ delayMs: 60_000, onPhase: (phase) => void phases.push(phase) })
    expect(await readiness()).toEqual({ status: 503, body: { status: 'draining', deployments: 1 } })
    expect(await ask()).toMatchObject({ status: 200, connection: 'keep-alive' })
    void proxy.close()
    await closing
    expect(phases).toEqual(['leaving', 'ending'])
    await expect(ask()).rejects.toThrow()
  })

  it('lets running requests end, and their connections with them', async () => {
    const gate = Promise.withResolvers<void>()
    const { asked } = await start([says('ok')], gate.promise)
    const both = asked(2)
    const asking = [ask(), ask(true)]
    await both
    const closing = proxy.close()
    gate.resolve()
    for (const { status, connection, text } of await Promise.all(asking)) {
      expect([status, connection]).toEqual([200, 'close'])
      expect(await text()).toContain('ok')
    }
    await closing
  })

  it.each([
    ['first', [late(120, says('one')), says('two')]],
    ['second', [says('one'), late(120, says('two'))]],
  ])('answers both requests of one connection, in order, when the %s is slow', async (_which, steps) => {
    const gate = Promise.withResolvers<void>()
    const { asked } = await start(steps, gate.promise)
    const both = asked(2)
    const caller = dial()
    caller.write(raw(false) + raw(false))
    await both
    const closing = proxy.close()
    gate.resolve()
    const answers = (await text(caller)).split(/(?=HTTP\/1\.1 )/)
    expect(answers).toEqual([
      expect.stringMatching(/^HTTP\/1.1 200 .*connection: keep-alive.*"content":"one"/is),
      expect.stringMatching(/^HTTP\/1.1 200 .*connection: close.*"content":"two"/is),
    ])
    await closing
  })

  it('refuses what still comes over open connections', async () => {
    await start([says('ok')])
    const caller = dial()
    caller.write(raw(false))
    await once(caller, 'data')
    const closing = proxy.close()
    caller.write(raw(false))
    expect(await text(caller)).toMatch(/^HTTP\/1.1 503 .*connection: close/is)
    await closing
  })

  it('ends what has had its time with an error', async () => {
    const { asked } = await start([pausesAfter('begun'), hangs()])
    const stream = await ask(true)
    const second = asked(2)
    const plain = ask()
    await second
    const uploading = dial()
    uploading.write(raw(false).slice(0, -1))
    await proxy.close({ delayMs: 50, timeoutMs: 50 })
    expect(await stream.text()).toMatch(/"begun".*data: \{"error":\{[^\n]*"code":"draining"\}\}\n\n$/s)
    const { status, connection, text: read } = await plain
    expect([status, connection, await read()]).toEqual([503, 'close', expect.stringContaining(draining)])
    expect(await text(uploading)).toMatch(/^HTTP\/1.1 503 .*connection: close.*"code":"draining"/is)
  })

  it('cuts off a reader who does not even take the error', async () => {
    await start([pausesAfter('word '.repeat(4_000_000))])
    const deaf = dial().pause()
    deaf.write(raw(true))
    await once(deaf, 'readable')
    const phases: DrainPhase[] = []
    await proxy.close({ timeoutMs: 50, onPhase: (phase) => void phases.push(phase) })
    expect(phases).toEqual(['leaving', 'ending', 'cancelling', 'cutting'])
    deaf.destroy()
  })

  it.each([false, true])('lets a slow reader have all of its answer, streamed: %s', async (stream) => {
    await start([says('word '.repeat(4_000_000))])
    const slow = dial().pause()
    slow.write(raw(stream))
    await once(slow, 'readable')
    const phases: DrainPhase[] = []
    const closing = proxy.close({ timeoutMs: 60_000, onPhase: (phase) => void phases.push(phase) })
    await new Promise((resolve) => setTimeout(resolve, 200))
    const heard = await text(slow)
    await closing
    expect([phases, heard.length > 20_000_000]).toEqual([['leaving', 'ending'], true])
  })
})

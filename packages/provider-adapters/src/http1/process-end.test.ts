import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { answering, plain, rawServer } from '../test-support/raw-server.test.ts'

/** Asks once in a process of its own, and says what it heard; `then` is what it does after that. */
const run = async (origin: string, then: string, body = '{}') => {
  const program = `
    import { http1Transport } from ${JSON.stringify(new URL('./http1-transport.ts', import.meta.url))}
    const transport = http1Transport()
    const over = (word) => () => { console.log(word); ${then} }
    let times = 0
    const ask = () => transport.dispatch(
      { origin: ${JSON.stringify(origin)}, path: '/', method: 'POST', headers: [], body: ${JSON.stringify(body)} },
      { onRequestStart() {}, onResponseStart() {}, onResponseData() {}, onResponseEnd: over('end'), onResponseError: over('error') },
    )
    ask()`
  const child = spawn(process.execPath, ['--conditions=@turnout/source', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [said, complained, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { said: said.trim(), complained, code }
}

describe('a process with an http1Transport', () => {
  it('ends by itself while a connection is kept, and after close', async () => {
    const { origin, connections } = await answering(plain('a'))
    const ended = { said: 'end', complained: '', code: 0 }
    const beginMs = performance.now()
    expect(await run(origin, '')).toEqual(ended)
    expect(await run(origin, 'transport.close()')).toEqual(ended)
    expect(performance.now() - beginMs).toBeLessThan(25_000)
    expect(connections.length).toBe(2)
  }, 60_000)

  it('waits for an answer that is slow, also on a connection that was kept', async () => {
    const slow = (after: () => void) => void setTimeout(after, 1_000)
    const { origin, connections } = await rawServer(({ socket }) => slow(() => socket.write(plain('a'))))
    expect(await run(origin, 'if (++times < 2) ask()')).toMatchObject({ said: 'end\nend', code: 0 })
    expect(connections.length).toBe(1)
  }, 60_000)
})

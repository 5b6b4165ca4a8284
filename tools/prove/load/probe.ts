import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const everyMs = 100

/** Asks whether a server is alive, as a balancer does: each time on a new connection. Ends with how long that took, in ms. */
export function probe(port: number): () => Promise<readonly number[]> {
  let goesOn = true
  const tookMs: number[] = []
  const probing = (async () => {
    for (; goesOn; await wait(everyMs)) tookMs.push(await askAlive(port))
  })()
  return async () => {
    goesOn = false
    await probing
    return tookMs
  }
}

const askAlive = (port: number): Promise<number> =>
  new Promise((resolve) => {
    const startedMs = performance.now()
    const took = () => resolve(performance.now() - startedMs)
    connect({ port, host: '127.0.0.1' })
      .on('error', took)
      .on('close', took)
      .resume()
      .end('GET /health/liveliness HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  })

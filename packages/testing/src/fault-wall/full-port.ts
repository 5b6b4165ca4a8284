import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { pass } from './passing-time.ts'

const listensAndSleeps = `
const { parentPort } = require('node:worker_threads')
const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port)
  setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 20)
})`

const mostHeld = 20

/**
 * A port that answers no SYN any more: a thread listens and sleeps, so the kernel takes as many connections as its queue
 * has room for, and those are ours. (Seen so on Linux.)
 */
export async function fullPort(): Promise<{ readonly port: number; stop(): Promise<unknown> }> {
  const worker = new Worker(listensAndSleeps, { eval: true })
  worker.unref()
  const [port]: [number] = await new Promise((resolve) => worker.once('message', (at: number) => resolve([at])))
  await pass(100)
  const held: Socket[] = []
  for (let isTaken = true; isTaken && held.length < mostHeld; ) {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    socket.unref()
    held.push(socket)
    isTaken = await Promise.race([once(socket, 'connect').then(() => true), pass(300).then(() => false)])
  }
  return {
    port,
    stop() {
      for (const socket of held) socket.destroy()
      return worker.terminate()
    },
  }
}

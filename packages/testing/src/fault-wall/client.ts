import { once } from 'node:events'
import { connect } from 'node:net'
import type { Asking, GoodRequest } from './case.ts'
import { nowMs, pass } from './passing-time.ts'
import { play } from './play.ts'
import { type Answer, readAnswers } from './read-answers.ts'
import { type Script, send } from './script.ts'

/** What one connection brought the client. */
export interface Heard {
  readonly answers: readonly Answer[]
  /** How it ended: in good order, broken off, left by the client, still open when patience was over, or never opened. */
  readonly ended: 'closed' | 'broken' | 'left' | 'waiting' | 'refused'
  /** All that came, as latin1. */
  readonly text: string
  readonly tookMs: number
  /** On the clock of the wall; when the client left, or was done. */
  readonly endedMs: number
}

const mostParsed = 1 << 20

/** Says its piece on a connection of its own, and listens to the end. */
export async function ask(url: URL, asked: GoodRequest, asking: Asking, patienceMs: number): Promise<Heard> {
  const startedMs = nowMs()
  const socket = connect({
    port: Number(url.port || 80),
    host: url.hostname.replace(/^\[|\]$/g, ''),
    allowHalfOpen: true,
  })
  const pieces: string[] = []
  let length = 0
  let ended = 'waiting' as Heard['ended']
  let connected = false
  const over = new AbortController()
  const finish = (how: Heard['ended']): void => {
    if (over.signal.aborted) return
    ended = how
    over.abort()
  }
  socket.on('connect', () => {
    connected = true
  })
  socket.on('error', () => finish(connected ? 'broken' : 'refused'))
  socket.on('end', () => finish('closed'))
  socket.on('close', () => finish('broken'))
  socket.on('data', (bytes) => {
    pieces.push(bytes.toString('latin1'))
    length += bytes.length
    if (length > mostParsed) return
    const text = pieces.join('')
    if (asking.leaves && 'atText' in asking.leaves && text.includes(asking.leaves.atText)) finish('left')
    else if (!asking.script && readAnswers(text, false)[0]?.complete) finish('closed')
  })
  if (asking.leaves && 'afterMs' in asking.leaves)
    void pass(asking.leaves.afterMs, over.signal).then(() => finish('left'))
  const script: Script = asking.script?.(asked) ?? [send(goodText(asked))]
  void play(script, socket)
  if (asking.sleepsMs !== undefined) {
    await Promise.race([once(socket, 'connect').catch(() => {}), pass(1_000)])
    socket.pause()
    void pass(asking.sleepsMs, over.signal).then(() => socket.resume())
  }
  await pass(patienceMs, over.signal)
  const text = pieces.join('')
  const answers = readAnswers(text, ended === 'closed')
  const endedMs = nowMs()
  socket.destroy()
  return { answers, ended, text, tookMs: endedMs - startedMs, endedMs }
}

const requestText = ({ path, headers, body }: GoodRequest, ...more: readonly string[]): string =>
  [`POST ${path} HTTP/1.1`, ...headers, ...more, '', body].join('\r\n')

/** A good request, as it goes over the wire. */
export const goodText = (asked: GoodRequest): string =>
  requestText(asked, `content-length: ${new TextEncoder().encode(asked.body).length}`, 'connection: close')

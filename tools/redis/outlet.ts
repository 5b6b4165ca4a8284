import type { Readable, Writable } from 'node:stream'

const mostHeldBytes = 1 << 20

/** Where one stream's bytes go on to another: in order, none before its time, none while held, and then the end. */
export interface Outlet {
  push(bytes: Buffer, delayMs?: number): void
  hold(on: boolean): void
}

/** The source is paused while too much waits, so that a slow or held target does not fill the memory. */
export const outlet = (source: Readable, target: Writable): Outlet => {
  const waiting: { readonly bytes: Buffer; readonly dueMs: number }[] = []
  let [heldBytes, held, ended] = [0, false, false]
  let timer: NodeJS.Timeout | undefined

  const flush = (): void => {
    clearTimeout(timer)
    for (let next = waiting[0]; next && !held && !target.writableNeedDrain; next = waiting[0]) {
      const earlyMs = next.dueMs - performance.now()
      if (earlyMs > 0) {
        timer = setTimeout(flush, earlyMs)
        break
      }
      waiting.shift()
      heldBytes -= next.bytes.length
      target.write(next.bytes)
    }
    if (ended && !held && waiting.length === 0) target.end()
    if (heldBytes > mostHeldBytes) source.pause()
    else source.resume()
  }

  source.on('end', () => {
    ended = true
    flush()
  })
  target.on('drain', flush)
  target.on('close', () => {
    clearTimeout(timer)
    waiting.length = 0
  })
  return {
    push(bytes, delayMs = 0) {
      waiting.push({ bytes, dueMs: performance.now() + delayMs })
      heldBytes += bytes.length
      flush()
    },
    hold(on) {
      held = on
      flush()
    },
  }
}

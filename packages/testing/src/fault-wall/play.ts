import type { Socket } from 'node:net'
import { pass } from './passing-time.ts'
import type { Script, Step } from './script.ts'

/** Plays a script onto a connection, as far as that lives. The connection is left open unless the script says otherwise. */
export async function play(script: Script, socket: Socket): Promise<void> {
  const gone = new AbortController()
  const leave = (): void => gone.abort()
  if (socket.destroyed) return
  socket.once('close', leave)
  for (const step of script) {
    if (gone.signal.aborted) break
    await perform(step, socket, gone.signal)
  }
  socket.off('close', leave)
}

async function perform(step: Step, socket: Socket, gone: AbortSignal): Promise<void> {
  switch (step.do) {
    case 'send':
      return put(socket, step.bytes, gone)
    case 'pause':
      return pass(step.ms, gone)
    case 'end':
      return void socket.end()
    case 'reset':
      return void socket.resetAndDestroy()
    case 'drip':
      for (const byte of new TextEncoder().encode(step.bytes)) {
        if (gone.aborted) return
        await put(socket, Uint8Array.of(byte), gone)
        await pass(step.everyMs, gone)
      }
      return
    case 'repeat':
      for (let i = 0; i < step.times && !gone.aborted; i++) {
        await put(socket, step.bytes, gone)
        if (step.everyMs > 0) await pass(step.everyMs, gone)
      }
  }
}

/** Until the other side takes more. */
async function put(socket: Socket, bytes: string | Uint8Array, gone: AbortSignal): Promise<void> {
  if (!socket.writable || socket.write(bytes)) return
  await new Promise<void>((resolve) => {
    const over = (): void => {
      socket.off('drain', over)
      gone.removeEventListener('abort', over)
      resolve()
    }
    socket.on('drain', over)
    gone.addEventListener('abort', over)
  })
}

import { stat } from 'node:fs/promises'
import type { Cancel, Clock } from '@turnout/core'

const everyMs = 250

/**
 * Calls `changed` when a file is not any more what it was `before`, and has been quiet for a moment. It looks at the
 * file by its name, so it sees what editors (write beside and rename over) and Kubernetes (swap a symlink to a folder)
 * do, and needs no event that a file system might not send. A file that is gone for a while is waited for.
 */
export function watchFile(path: string, before: FileIdentity, clock: Clock, changed: () => Promise<void>): Cancel {
  let seen = before
  let latest: FileIdentity
  let stopped = false
  let stop: Cancel = () => {}
  const look = async () => {
    const now = await identityOf(path)
    const quiet = now !== undefined && now === latest
    latest = now
    if (quiet && now !== seen && !stopped) {
      seen = now
      await changed()
    }
    if (!stopped) stop = clock.timer(everyMs, () => void look())
  }
  void look()
  return () => {
    stopped = true
    stop()
  }
}

/** What is there under a name: another file, or another content, has another identity. Undefined: nothing. */
export type FileIdentity = string | undefined

export async function identityOf(path: string): Promise<FileIdentity> {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = await stat(path)
    return [dev, ino, size, mtimeMs, ctimeMs].join(':')
  } catch {
    return undefined
  }
}

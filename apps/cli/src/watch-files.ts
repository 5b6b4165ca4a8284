import { stat } from 'node:fs/promises'
import type { Cancel, Clock } from '@turnout/core'

const everyMs = 250

/** What stands under some names: another file, or another content, has another identity. */
export type Identity = string | undefined

export interface Watched {
  /** The files to look at; read anew at each look, because a change may bring others. */
  readonly files: () => readonly string[]
  /** What they were when they were last read. */
  readonly before: Identity
}

/**
 * Calls `changed` when the files are not any more what they were `before`, and have been quiet for a moment. It looks at
 * them by their names, so it sees what editors (write beside and rename over) and Kubernetes (swap a symlink to a folder)
 * do, and needs no event that a file system might not send. A file that is gone for a while is waited for.
 */
export function watchFiles({ files, before }: Watched, clock: Clock, changed: () => Promise<unknown>): Cancel {
  let seen = before
  let latest: Identity
  let stopped = false
  let stop: Cancel = () => {}
  const look = async () => {
    const watched = files()
    const now = await identityOf(watched)
    const quiet = now !== undefined && now === latest
    latest = now
    if (quiet && now !== seen && !stopped) {
      seen = now
      await changed()
      // What a reading brings in was looked at after it was read: only a second reading is sure to have seen it so.
      for (let known = watched; files().join() !== known.join(); ) {
        known = files()
        seen = latest = await identityOf(known)
        await changed()
      }
    }
    if (!stopped) stop = clock.timer(everyMs, () => void look())
  }
  void look()
  return () => {
    stopped = true
    stop()
  }
}

/** Undefined while the first file is not there; one of the others may be absent, and that is a state like any other. */
export async function identityOf([first = '', ...others]: readonly string[]): Promise<Identity> {
  const main = await identityOfOne(first)
  if (main === undefined) return undefined
  const rest = await Promise.all(others.map(identityOfOne))
  return [main, ...rest.map((identity) => identity ?? 'absent')].join('|')
}

async function identityOfOne(path: string): Promise<Identity> {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = await stat(path)
    return [dev, ino, size, mtimeMs, ctimeMs].join(':')
  } catch {
    return undefined
  }
}

import { stat } from 'node:fs/promises'
import type { Problem } from '../problem.ts'

const anybodyWrites = 0o002

/** Files that every user of the machine may change: whoever does says where keys and prompts go, and which code runs. */
export async function openFiles(files: readonly string[]): Promise<readonly Problem[]> {
  // There, modes say nothing of who may write.
  if (process.platform === 'win32') return []
  const modes = await Promise.all(files.map((file) => stat(file).catch(() => undefined)))
  return files.flatMap((file, at) => ((modes[at]?.mode ?? 0) & anybodyWrites ? [open(file, at === 0)] : []))
}

const open = (file: string, isFirst: boolean): Problem => ({
  ...{ level: 'warning', code: 'open-file', message: 'Everybody on this machine may change the file.' },
  ...{ path: [], line: 1, column: 1 },
  ...(isFirst ? {} : { file }),
})

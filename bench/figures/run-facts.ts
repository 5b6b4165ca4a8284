import { spawnSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg } from 'node:os'

/** When, where and of what figures are. */
export interface RunFacts {
  readonly date: string
  /** What was measured; with a `+` if something in the tree was not committed. */
  readonly commit: string
  readonly node: string
  readonly platform: string
  readonly cpu: string
  readonly cores: number
  /** How busy the machine was in the last minute: processes that ran or wanted to. */
  readonly load: number
}

const git = (...args: readonly string[]): string =>
  spawnSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).stdout?.trim() ?? ''

export const runFacts = (): RunFacts => ({
  date: new Date().toISOString(),
  commit: `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--', '../packages', '../apps') ? '+' : ''}`,
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  load: loadavg()[0] ?? 0,
})

import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'

const bin = join(import.meta.dirname, '..', 'node_modules', '.bin')
const { FORCE_COLOR: _, ...inherited } = process.env
const env = { ...inherited, PATH: `${bin}${delimiter}${process.env['PATH']}`, NO_COLOR: '1' }

/** In this folder, with the workspace's own commands before the machine's, and without colours. */
export const inside = (cwd: string): SpawnOptions => ({ cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })

/** What a child process printed; when it fails, all it said. */
export const childOutput = async (child: ChildProcess): Promise<string> => {
  const said = Promise.all([child.stdout ? text(child.stdout) : '', child.stderr ? text(child.stderr) : ''])
  const [code] = await once(child, 'close')
  const [stdout, stderr] = await said
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')}: ended with ${code}\n${stdout}${stderr}`)
  return stdout
}

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { childOutput, inside } from './child-output.ts'
import { type Workspace, workspaces } from './workspaces.ts'

const root = join(import.meta.dirname, '..')
const failures: string[] = []

/** Is what would be published whole, and are its types right? */
const check = async ({ folder, manifest }: Workspace): Promise<void> => {
  try {
    await childOutput(spawn('publint', ['--strict'], inside(join(root, folder))))
    await childOutput(spawn('attw', ['--pack', '.', '--profile', 'esm-only', '--no-emoji'], inside(join(root, folder))))
    console.log(`pack: ${manifest.name} ok`)
  } catch (error) {
    failures.push(`${manifest.name}: ${error instanceof Error ? error.message : error}`)
  }
}

const queue = workspaces(root).values()
const worker = async (): Promise<void> => {
  for (const workspace of queue) await check(workspace)
}
await Promise.all([worker(), worker()])

for (const failure of failures) console.error(failure)
if (failures.length > 0) process.exitCode = 1

import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { childOutput, inside } from './child-output.ts'
import { configChecksPage } from './config-checks-page.ts'
import { foundFiles, isTest } from './found-files.ts'
import { quotedExamples } from './quoted-examples.ts'
import { runningServer } from './running-server.ts'
import { shellCommands, skipped } from './shell-commands.ts'

const root = join(import.meta.dirname, '..')
const limitMs = 30_000
const source = '--conditions=@turnout/source'

const run = async (command: string, args: readonly string[]): Promise<string> => {
  const child = spawn(command, [...args], { ...inside(root), timeout: limitMs })
  try {
    return await childOutput(child)
  } catch (error) {
    if (!child.killed) throw error
    throw new Error(`${[command, ...args].join(' ')}: is not over after ${limitMs / 1_000} s`)
  }
}

/** Every example runs to its end, and every example configuration can be served. Their tests are vitest's. */
const runExamples = async (): Promise<void> => {
  for (const file of foundFiles(root, 'examples/**/*.ts')) {
    const { path } = file
    if (isTest(file) || path.endsWith('vitest.config.ts')) continue
    await run('node', [source, path])
    console.log(`ran ${path}`)
  }
  for (const { path } of foundFiles(root, 'examples/**/*.yaml')) {
    await run('node', [source, 'apps/cli/src/main.ts', 'check', path])
    console.log(`checked ${path}`)
  }
}

const checkPages = async (): Promise<void> => {
  const problems = [...quotedExamples(root), ...(await configChecksPage(root))]
  if (problems.length > 0) throw new Error(problems.join('\n'))
  console.log('pages quote the examples, and what turnout check prints, as they are')
}

/** What the front page says to type does what it says. */
const runFrontPage = async (): Promise<void> => {
  const commands = shellCommands(readFileSync(join(root, 'README.md'), 'utf8'))
  console.log(`not run here: ${skipped.join(', ')}; in README.md: ${commands.skip.join(', ')}`)
  const server = commands.server === undefined ? undefined : await runningServer(commands.server, root)
  try {
    for (const command of commands.run) {
      const said = await run('sh', ['-c', command])
      if (command.startsWith('curl ')) mustAnswer(command, said)
      console.log(`ran ${command}`)
    }
  } finally {
    await server?.stop()
  }
}

const mustAnswer = (command: string, said: string): void => {
  if (!/"choices":\s*\[\{/.test(said)) throw new Error(`${command}: got no completion, but: ${said}`)
}

try {
  await runExamples()
  await checkPages()
  await runFrontPage()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

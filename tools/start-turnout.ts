import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** The command from its sources, or as built where TURNOUT_BUILT says so (the gate does, after its build). */
const command = process.env['TURNOUT_BUILT']
  ? [join(root, 'apps/cli/dist/main.js')]
  : ['--conditions=@turnout/source', join(root, 'apps/cli/src/main.ts')]

const quiet = { OPENAI_API_KEY: undefined, ANTHROPIC_API_KEY: undefined, LITELLM_MASTER_KEY: undefined }

/** A file that lives as long as the test process. */
export function temporaryFile(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** Runs `turnout ARGS` to its end. */
export async function runTurnout(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [...command, ...args], { env: { ...process.env, ...quiet, ...env }, cwd: root })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, stdout, stderr }
}

/** What it prints is then only what it has to say. */
export const quietly: readonly string[] = ['--access-log', 'off']

/** A real `turnout serve` with this configuration, once it accepts. */
export const serveTurnout = (yaml: string, env: Record<string, string> = {}, args = quietly) =>
  serveFile(temporaryFile('config.yaml', yaml), env, args)

/** A real `turnout serve` of a file, once it accepts. */
export async function serveFile(file: string, env: Record<string, string> = {}, args = quietly) {
  const child = spawn(process.execPath, [...command, 'serve', '--config', file, '--port', '0', ...args], {
    env: { ...process.env, ...quiet, ...env },
  })
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        const found = /listening on (http:\S+)/.exec(output)
        if (found?.[1]) resolve(found[1])
      })
    child.on('exit', (code) => reject(new Error(`turnout serve ended with ${code}: ${output}`)))
  })
  const exit = () => new Promise<number | null>((resolve) => child.on('close', resolve))
  return {
    url,
    pid: child.pid,
    /** Whoever reads what it says leaves. */
    stopListening() {
      child.stdout.destroy()
      child.stderr.destroy()
    },
    output: () => output,
    signal: (name: NodeJS.Signals) => void child.kill(name),
    exit,
    stop() {
      const over = exit()
      child.kill('SIGTERM')
      return over
    },
  }
}

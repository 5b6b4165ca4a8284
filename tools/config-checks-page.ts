import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { inside } from './child-output.ts'
import { type ShownProblem, shownProblems } from './shown-problems.ts'

const page = 'docs/reference/config-checks.md'

/** Every problem on the page of config checks is reported as the page says. */
export const configChecksPage = async (root: string): Promise<readonly string[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-checks-'))
  try {
    const shown = shownProblems(readFileSync(join(root, page), 'utf8'))
    return (await Promise.all(shown.map((problem) => differences(root, folder, problem)))).flat()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const differences = async (root: string, folder: string, { code, yaml, said }: ShownProblem) => {
  const file = join(folder, `${code}.yaml`)
  writeFileSync(file, yaml)
  const printed = (await check(root, file)).replaceAll(file, 'config.yaml').split('\n')
  return said
    .filter((line) => !printed.includes(line))
    .map(
      (line) =>
        `${page}: under ${code} it says\n  ${line}\nbut turnout check prints\n  ${printed.join('\n  ').trimEnd()}`,
    )
}

/** What `turnout check` prints, where no key is in the environment. */
const check = async (root: string, file: string): Promise<string> => {
  const { env, ...options } = inside(root)
  const args = ['--conditions=@turnout/source', 'apps/cli/src/main.ts', 'check', file]
  const child = spawn('node', args, { ...options, env: { ...env, OPENAI_API_KEY: undefined } })
  return child.stdout ? text(child.stdout) : ''
}

import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { exitCodes } from '../exit-codes.ts'
import { type Answers, withoutQuestions } from '../init/answers.ts'
import { configText } from '../init/config-text.ts'

export interface InitOptions {
  readonly yes?: boolean
  readonly force?: boolean
}

/** Writes a commented configuration; asks for its content where there is somebody to ask. */
export async function init(file: string, { yes = false, force = false }: InitOptions): Promise<void> {
  if (existsSync(file) && !force) return refuse(`${file} is there already; --force overwrites it.`)
  const answers = await (yes ? withoutQuestions : askIfPossible())
  if (!answers) return refuse()
  try {
    await writeFile(file, configText(answers), { flag: force ? 'w' : 'wx' })
  } catch (error) {
    return refuse(`${file} cannot be written${error instanceof Error && 'code' in error ? ` (${error.code})` : ''}.`)
  }
  process.stdout.write(`wrote ${file}\nnext: turnout check ${file} && turnout serve --config ${file}\n`)
}

const askIfPossible = async (): Promise<Answers | undefined> =>
  process.stdin.isTTY && process.stdout.isTTY ? (await import('../init/ask.ts')).ask() : withoutQuestions

function refuse(why?: string): void {
  if (why !== undefined) process.stderr.write(`${why}\n`)
  process.exitCode = exitCodes.no
}

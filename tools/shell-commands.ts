import { codeBlocks } from './code-blocks.ts'

/** Not run again: they are steps of the gate themselves, or fetch what is not published yet. */
export const skipped: readonly string[] = ['npm ci', 'npm test', 'npm run check', 'npm run bench', 'npm i']

export interface ShellCommands {
  /** Starts the server that the others talk to. */
  readonly server: string | undefined
  readonly run: readonly string[]
  readonly skip: readonly string[]
}

const server = 'npm start'

/** The commands of a page's `sh` blocks: a line each, or several where lines end with a backslash. */
export const shellCommands = (markdown: string): ShellCommands => {
  const commands = codeBlocks(markdown, 'sh')
    .flatMap(({ text }) => text.replace(/\\\n\s*/g, '').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const skip = commands.filter((command) => skipped.some((start) => `${command} `.startsWith(`${start} `)))
  return {
    server: commands.find((command) => command === server),
    run: commands.filter((command) => command !== server && !skip.includes(command)),
    skip,
  }
}

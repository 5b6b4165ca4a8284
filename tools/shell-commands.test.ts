import { describe, expect, it } from 'vitest'
import { shellCommands } from './shell-commands.ts'

const page = (...lines: readonly string[]): string => ['```sh', ...lines, '```'].join('\n')

describe('shellCommands', () => {
  it('tells the server, what to run and what to skip', () => {
    const text = [page('npm ci', 'npm start'), page('# a remark', '', 'curl a', 'npm i @turnout/router', 'npm test')]
    expect(shellCommands(text.join('\n'))).toEqual({
      server: 'npm start',
      run: ['curl a'],
      skip: ['npm ci', 'npm i @turnout/router', 'npm test'],
    })
  })

  it('joins lines that end with a backslash', () => {
    expect(shellCommands(page('curl a \\', "  -d 'b' \\", '  -s')).run).toEqual(["curl a -d 'b' -s"])
  })

  it('runs what only looks like a skipped one', () => {
    expect(shellCommands(page('npm cite', 'npm test -- --project tools'))).toMatchObject({
      run: ['npm cite'],
      skip: ['npm test -- --project tools'],
    })
  })

  it('has no server where none is started', () => {
    expect(shellCommands(page('ls')).server).toBeUndefined()
  })
})

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { childOutput, inside } from './child-output.ts'
import { planted } from './planted.ts'

describe('childOutput', () => {
  it('gives what was printed, by the Node of the workspace', async () => {
    const root = planted({ 'say.js': 'console.log(process.version)' })
    expect(await childOutput(spawn('node', ['say.js'], inside(root)))).toBe(`${process.version}\n`)
  })

  it('tells what a failing child said', async () => {
    const root = planted({ 'fail.js': "console.log('out'); console.error('err'); process.exit(3)" })
    await expect(childOutput(spawn('node', ['fail.js'], inside(root)))).rejects.toThrow(
      'node fail.js: ended with 3\nout\nerr\n',
    )
  })

  it('fails where there is no such command', async () => {
    await expect(childOutput(spawn(join(planted({}), 'gone'), [], inside('.')))).rejects.toThrow('ENOENT')
  })
})

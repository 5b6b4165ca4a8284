import { expect, it } from 'vitest'
import { codeBlocks } from './code-blocks.ts'

const page = ['# Page', '```sh', 'npm start', '```', 'then', '```ts', 'a()', '', 'b()', '```', '````sh', '```', '````']

it('finds the blocks of a language, with their lines', () => {
  expect(codeBlocks(page.join('\n'), 'ts')).toEqual([{ text: 'a()\n\nb()\n', line: 6 }])
  expect(codeBlocks(page.join('\n'), 'sh')).toEqual([
    { text: 'npm start\n', line: 2 },
    { text: '```\n', line: 11 },
  ])
  expect(codeBlocks(page.join('\n'), 'yaml')).toEqual([])
})

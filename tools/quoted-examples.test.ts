import { describe, expect, it } from 'vitest'
import { planted } from './planted.ts'
import { quotedExamples } from './quoted-examples.ts'

const block = (...lines: readonly string[]): string => ['# Page', '```ts', ...lines, '```', ''].join('\n')
const examples = { 'examples/hello.ts': "console.log('hello')\n" }
const hello = ['// examples/hello.ts', "console.log('hello')"]

describe('quotedExamples', () => {
  it('is content with pages that quote to the letter', () => {
    const pages = { 'README.md': block(...hello), 'docs/guides/hello.md': block(...hello) + block('const sketch = 1') }
    expect(quotedExamples(planted({ ...examples, ...pages }))).toEqual([])
  })

  it.each([
    ['a quote that differs', [...hello, '// more'], 'differs from examples/hello.ts; copy the file anew'],
    ['a quote of nothing', ['// examples/gone.ts'], 'quotes examples/gone.ts, which does not exist'],
    ['code that nothing runs', ['x()'], 'is not run by anything; begin it with // examples/NAME.ts'],
  ])('finds %s', (_, lines, problem) => {
    expect(quotedExamples(planted({ ...examples, 'README.md': block(...lines) }))).toEqual([`README.md:2: ${problem}`])
  })
})

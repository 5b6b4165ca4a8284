import { describe, expect, it } from 'vitest'
import { codeOnly } from './code-only.ts'

const cases: readonly (readonly [what: string, source: string, code: string])[] = [
  ['drops comments, keeps their lines', 'a // x\n/* y\n z */ b', 'a \n\n b'],
  ['empties strings', `f('it\\'s', "a // b")`, `f('', '')`],
  [
    'keeps what is imported',
    `import { a } from 'node:fs'\nawait import("x")`,
    `import { a } from 'node:fs'\nawait import("x")`,
  ],
  ['takes Array.from for what it is', `Array.from('abc')`, `Array.from('')`],
  ['keeps the code inside templates', `\`now \${ at({ a: \`\${b} c\` }) } later\``, `\`\${ at({ a: \`\${b}\` }) }\``],
  ['knows an escaped template', `\`\\\${a} $b \\\`\` + c`, '`` + c'],
  ['empties regular expressions', 'x.replace(/["\'`/*]/g, y) // z', 'x.replace(/./, y) '],
  ['knows a division', 'a / b / c("d")', "a / b / c('')"],
  ['keeps the lines of a template', '`a\nb`\nc', '`\n`\nc'],
]

describe('codeOnly', () => {
  it.each(cases)('%s', (_what, source, code) => {
    expect(codeOnly(source)).toBe(code)
  })
})

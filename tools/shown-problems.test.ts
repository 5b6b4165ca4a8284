import { expect, it } from 'vitest'
import { shownProblems } from './shown-problems.ts'

const page = `# Checks

## alone
\`\`\`
no configuration
\`\`\`

## first
Words.
\`\`\`yaml
a: 1
\`\`\`
\`\`\`
config.yaml:1:1: error
config.yaml:2:1: error
\`\`\`

## second
\`\`\`yaml
b: 2
\`\`\`
\`\`\`
config.yaml:1:1: note
\`\`\`
`

it('finds each configuration, and what is said of it', () => {
  expect(shownProblems(page)).toEqual([
    { code: 'first', yaml: 'a: 1\n', said: ['config.yaml:1:1: error', 'config.yaml:2:1: error'] },
    { code: 'second', yaml: 'b: 2\n', said: ['config.yaml:1:1: note'] },
  ])
})

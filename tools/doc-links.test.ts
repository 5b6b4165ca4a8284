import { describe, expect, it } from 'vitest'
import { docLinks } from './doc-links.ts'
import { planted } from './planted.ts'

const clean = {
  'README.md': [
    '[guide](docs/guide.md) [part](docs/guide.md#part "Part") [folder](docs) ![logo](<docs/my%20logo.svg>)',
    '[site](https://example.com/x) [mail](mailto:a@example.com) [below](#below) [root](/docs/guide.md)',
    '`[code](gone.md)`',
    '```ts',
    'const link = "[x](gone.md)"',
    '```',
    '[ref]: docs/guide.md',
  ].join('\n'),
  'docs/guide.md': '[back](../README.md)',
  'docs/my logo.svg': '',
  'packages/core/README.md': '[guide](../../docs/guide.md)',
}

describe('docLinks', () => {
  it('is content where links lead somewhere', () => {
    expect(docLinks(planted(clean))).toEqual([])
  })

  it.each([
    ['CONTRIBUTING.md', 'x\n[gone](docs/gone.md)', 'docs/gone.md'],
    ['docs/deep/page.md', 'x\n[gone](gone.md#part)', 'gone.md#part'],
    ['packages/core/README.md', 'x\n![gone](logo.svg)', 'logo.svg'],
    ['docs/refs.md', 'x\n[gone]: ./gone.md', './gone.md'],
  ])('finds a link in %s that does not', (path, text, target) => {
    expect(docLinks(planted({ ...clean, [path]: text }))).toEqual([
      `${path}:2: links to ${target}, which does not exist; mend the link`,
    ])
  })
})

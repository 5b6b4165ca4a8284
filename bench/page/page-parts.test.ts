import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readFigures } from '../figures/figures.ts'
import { fill } from './fill.ts'
import { pagePartsOf } from './page-parts.ts'

test('docs/performance.md shows the figures of figures.json: node bench/draw-page.ts', () => {
  const page = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8')
  expect(fill(page, pagePartsOf(readFigures()))).toBe(page)
})

test('a page without any figures yet has its tables all the same', () => {
  for (const part of Object.values(pagePartsOf({}))) expect(part).not.toMatch(/NaN|undefined|Infinity/)
})

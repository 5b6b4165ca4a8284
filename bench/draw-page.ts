/** `node bench/draw-page.ts`: writes the figures of figures.json into docs/performance.md, and draws its charts. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readFigures } from './figures/figures.ts'
import { chartsOf } from './page/charts.ts'
import { fill } from './page/fill.ts'
import { pagePartsOf } from './page/page-parts.ts'

const page = new URL('../docs/performance.md', import.meta.url)
const charts = new URL('../docs/performance/', import.meta.url)
const figures = readFigures()
writeFileSync(page, fill(readFileSync(page, 'utf8'), pagePartsOf(figures)))
mkdirSync(charts, { recursive: true })
for (const [name, svg] of Object.entries(chartsOf(figures))) writeFileSync(new URL(name, charts), svg)

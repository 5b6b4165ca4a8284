import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { page, withDrawings } from './page.ts'

const text = readFileSync(join(import.meta.dirname, '../..', page), 'utf8')

describe('the page of explanations', () => {
  it('shows what the router does (mend: node --conditions=@turnout/source tools/draw-explanations.ts)', async () => {
    expect(text).toBe(await withDrawings(text))
  })

  it('has a drawing below each configuration', () => {
    const drawings = [...text.matchAll(/^```text\n([\s\S]*?)^```$/gm)].map(([, drawing = '']) => drawing.split('\n')[0])
    expect(drawings).toHaveLength([...text.matchAll(/^```yaml$/gm)].length)
    for (const headline of drawings) expect(headline).toMatch(/^(would be )?served by |^failed with /)
  })
})

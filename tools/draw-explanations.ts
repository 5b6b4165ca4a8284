/** `node --conditions=@turnout/source tools/draw-explanations.ts`: draws what docs/concepts/explain.md shows, from the real router. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { page, withDrawings } from './explain/page.ts'

const file = join(import.meta.dirname, '..', page)
writeFileSync(file, await withDrawings(readFileSync(file, 'utf8')))

/**
 * `node tools/prove/fault-wall.ts`: every case of the fault wall on Turnout, and what the rows of the matrix come to.
 * With `--write`, on Portkey's gateway too, and the page of both is written.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ownWall } from './own-wall.ts'
import { portkeyWall } from './portkey-wall.ts'
import { rows } from './rows/index.ts'
import { summaryOf, verdictTable, wallPage } from './wall-page.ts'
import { writeFigures } from './write-figures.ts'

const page = join(import.meta.dirname, '../../docs/proof/fault-wall.md')

const own = await ownWall(({ verdict, row, title, spare, wrong }) => {
  if (verdict !== 'ok')
    console.log(`${row} ${title}${spare ? ', and another that is well' : ''}: ${verdict} ${wrong.join('; ')}`)
})
const failed = new Set(own.filter(({ verdict }) => verdict !== 'ok').map(({ row }) => row))
const here = rows.filter(({ proof }) => proof === 'wall')
const later = rows.filter(({ proof }) => proof !== 'wall' && 'notYet' in proof)
for (const { id, title, proof } of later)
  if (proof !== 'wall' && 'notYet' in proof) console.log(`${id} ${title}: not yet, ${proof.notYet}`)
console.log(summaryOf('fault wall', own))
console.log(
  `fault wall: ${rows.length} rows; ${here.length - failed.size} of ${here.length} pass here, ${rows.length - here.length - later.length} are proved by other tests, ${later.length} do not apply yet`,
)
if (failed.size > 0) process.exitCode = 1

if (process.argv.includes('--write')) {
  const other = await portkeyWall()
  if (other === undefined) throw new Error('install Portkey first: node bench/peers/install.ts portkey')
  mkdirSync(join(page, '..'), { recursive: true })
  writeFileSync(page, wallPage(own, other))
  writeFigures('npm run prove:wall -- --write', verdictTable({ Turnout: own, [other.title]: other.report.results }))
  console.log(summaryOf(other.title, other.report.results))
}

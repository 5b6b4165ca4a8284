import { parseArgs } from 'node:util'
import { type Figure, figureTable, fits } from './load/figure.ts'
import { loadRuns } from './load/runs.ts'
import { writeFigures } from './write-figures.ts'

const help = `npm run soak                    every run under load, then 30 minutes of traffic with faults; exits 1 where one fails
npm run soak -- MINUTES         so many minutes of it
npm run soak -- --only NAME     one of them: ${loadRuns.map(({ name }) => name).join(', ')}
npm run soak -- --write         puts the figures into docs/proof.md`

const { values, positionals } = parseArgs({
  options: { only: { type: 'string' }, write: { type: 'boolean' }, help: { type: 'boolean' } },
  allowPositionals: true,
})

async function runAll(): Promise<boolean> {
  const figures: Record<string, readonly Figure[]> = {}
  for (const { name, seconds, run } of loadRuns) {
    if (values.only !== undefined && values.only !== name) continue
    const forSeconds = name === 'soak' && positionals[0] !== undefined ? 60 * Number(positionals[0]) : seconds
    console.error(`${name}, for ${forSeconds} s …`)
    figures[name === 'soak' ? `soak, ${forSeconds / 60} minutes` : name] = await run(forSeconds)
  }
  const table = figureTable(figures)
  console.log(table.join('\n'))
  if (values.write) writeFigures('npm run soak -- --write', table)
  return Object.values(figures).every((run) => run.length > 0 && run.every((figure) => fits(figure)))
}

if (values.help) console.log(help)
else if (!(await runAll())) process.exitCode = 1

/** `node bench/run.ts`: what Turnout's proxy costs, next to the least a proxy in Node can cost. See README.md. */
import { cpuLines } from './figures/cpu-lines.ts'
import { saveResults } from './figures/save-results.ts'
import { table } from './figures/table.ts'
import { type Options, readOptions, usage } from './options.ts'
import { measureCpu } from './parts/cpu.ts'
import { usageCaveat } from './processes/usage.ts'
import { present } from './targets/present.ts'
import { floor } from './targets/targets.ts'

const options = ((): Options => {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`)
    process.exit(2)
  }
})()
if (usageCaveat) console.error(usageCaveat)
const challengers = present(options.challengers)
if (challengers.length === 0) process.exit(2)

const { rows, played } = await measureCpu([floor, ...challengers], options.scenarios, options.plan)
console.log(`\n${table(cpuLines(rows))}\n`)
console.log(`every figure: ${saveResults('cpu', { plan: options.plan, rows, played })}`)

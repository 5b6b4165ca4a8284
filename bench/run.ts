/** `node bench/run.ts`: what Turnout's proxy costs, next to the least a proxy in Node can cost. See README.md. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Options, readOptions, usage } from './options.ts'
import { runRounds } from './rounds.ts'
import { saveResults } from './save-results.ts'
import { startStage } from './stage.ts'
import { summarize } from './summary.ts'
import { table } from './table.ts'
import { floor } from './targets.ts'

const options = ((): Options => {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`)
    process.exit(2)
  }
})()
const { challenger, scenarios, plan } = options
const base = challenger.base ?? floor
if (!existsSync(challenger.script)) {
  console.error(`${challenger.name} is not built: npm run build`)
  process.exit(2)
}

const results = []
for (const scenario of scenarios) {
  console.error(`${scenario.title}: ${plan.rounds} rounds`)
  const stage = await startStage([base, challenger])
  const rounds = await runRounds(stage, scenario, plan)
  await stage.stop()
  results.push({ scenario, summary: summarize(rounds, base.name, challenger.name), rounds })
}

const columns = [
  `${base.name} µs/request`,
  `${challenger.name} µs/request`,
  base === floor ? 'share of the floor' : `share of ${base.name}`,
  'in single rounds',
  'requests',
]
const lines = results.map(({ scenario, summary }) => [
  scenario.title,
  summary.floorMicros.toFixed(1),
  summary.challengerMicros.toFixed(1),
  `${summary.share.toFixed(0)} %`,
  `${summary.leastShare.toFixed(0)}–${summary.mostShare.toFixed(0)} %`,
  String(summary.requests),
])
console.log(`\n${table([['scenario', ...columns], ...lines])}\n`)
console.log(`every figure: ${saveResults({ challenger: challenger.name, plan, results })}`)

if (options.library) {
  console.log('\nThe library alone, in process:')
  const decision = fileURLToPath(new URL('./decision.ts', import.meta.url))
  process.exitCode = spawnSync(process.execPath, [decision], { stdio: 'inherit' }).status ?? 1
}

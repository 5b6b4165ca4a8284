import { makeContext, makeDeployment, makeAttemptEnd, makeAttemptStart, TrackedGroup } from '@turnout/testing'
import { builtinStrategies } from './src/index.ts'
const real = process.argv[2] === 'real'
const only = process.argv[3]
const sessions = Array.from({ length: 64 }, (_, i) => ({ model: 'm', messages: [{ role: 'system', content: 'You are helpful. '.repeat(20) }, { role: 'user', content: `hello ${i}` }], metadata: { session_id: `session-${i}` } }))
const cases: [string, string, object, object?][] = [['simple-shuffle','simple-shuffle',{}],['least-busy','least-busy',{}],['usage-based-routing','usage-based-routing',{}],['latency-based-routing','latency-based-routing',{}],['cost-based-routing','cost-based-routing',{}],['peak-ewma','peak-ewma',{}],['sticky session','sticky',{}],['sticky prefix','sticky',{by:'prefix'}],['first-of cost,peak-ewma','first-of',{prefer:['cost-based-routing'],otherwise:'peak-ewma'}]]
for (const [label, name, args] of cases) {
  if (only && label !== only) continue
  const row: string[] = []
  for (const n of [3, 10, 100, 1000, 10000]) {
    const strategy = builtinStrategies[name]!(JSON.parse(JSON.stringify(args)))
    let now = 100_000
    const deployments = Array.from({ length: n }, (_, i) => makeDeployment({ model: `m${i}`, id: `deployment-${i}-abcdef0123456789`, weight: 1 + i % 3, tpm: 1e9, pricing: { inputPerToken: 1e-6 * (1 + i % 7), outputPerToken: 1e-6 } }))
    const clock = real ? () => performance.now() : () => now
    const group = new TrackedGroup(strategy.needs, deployments as never, clock)
    const base = clock()
    for (const [i, d] of deployments.entries()) for (let k = 0; k < 12; k++) {
      group.start(d, makeAttemptStart({ attemptId: `${k}`, atMs: base, estimatedTokens: 10 }))
      if (k < 11 || i % 2) group.end(d, makeAttemptEnd({ attemptId: `${k}`, startedMs: base - 1000 - (i * 37 + k * 11) % 100, endedMs: base, usage: { prompt_tokens: 1, completion_tokens: 10, total_tokens: 11 + i % 13 } }))
    }
    const contexts = sessions.map((request) => makeContext({ random: Math.random, nowMs: now, request: request as never, inputTokens: () => 5 }))
    let sink = 0
    const once = (i: number) => { if (strategy.select(group.candidates, contexts[i & 63]!) === deployments[0]) sink++ }
    const iterations = Math.max(200, Math.floor(2e6 / n))
    for (let i = 0; i < iterations; i++) once(i)
    const times: number[] = []
    for (let r = 0; r < 9; r++) { const t = performance.now(); for (let i = 0; i < iterations; i++) once(i); times.push((performance.now() - t) * 1e6 / iterations) }
    times.sort((a, b) => a - b)
    row.push(times[4]!.toFixed(0))
  }
  console.log(label.padEnd(26), row.map(r => r.padStart(9)).join(''))
}

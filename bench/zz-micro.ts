const root='/work/main'
const { estimateTokens } = await import(`${root}/packages/model-info/src/index.ts`)
const { memoryStore } = await import(`${root}/packages/cache-adapters/src/index.ts`)
const { usage } = await import(`${root}/packages/strategies/src/signals/usage.ts`)
const { AnswerSizes } = await import(`${root}/packages/router/src/engine/answer-sizes.ts`)
const { claimsOf, actualsOf, limitsOf } = await import(`${root}/packages/router/src/engine/limits.ts`)
const { uniqueIds } = await import(`${root}/packages/router/src/engine/unique-ids.ts`)
const { systemClock } = await import(`${root}/packages/core/src/index.ts`)
const content = 'The "router" keeps a table of deployments, asks which of them are healthy,\nand sends the request on. '.repeat(8)
const body = JSON.stringify({ model: 'bench', messages: [{ role: 'system', content: 'You answer in one short paragraph.' }, { role: 'user', content }], temperature: 0.7, max_tokens: 256 })
const reqs = Array.from({length: 64}, () => JSON.parse(body))
function t(name: string, f: (i: number) => void, n = 300000) { for (let i = 0; i < 50000; i++) f(i); const ts = []; for (let r = 0; r < 5; r++) { const c = process.cpuUsage(); for (let i = 0; i < n; i++) f(i); const d = process.cpuUsage(c); ts.push((d.user + d.system) * 1000 / n) } ts.sort((a, b) => a - b); console.log(name.padEnd(30), ts[0]!.toFixed(0), 'ns', ts[2]!.toFixed(0)) }
t('estimateTokens', (i) => estimateTokens(reqs[i & 63]))
const ids = uniqueIds('0123456789abcdef')
let last = ''
t('id', () => { last = ids() })
const store = memoryStore(systemClock)
const claims = [{ key: '{bench}:x:rpm', amount: 1, limit: 1e8, windowMs: 60000 }, { key: '{bench}:x:parallel', amount: 1, limit: 1e5 }, { key: '{bench}:x:tpm', amount: 500, limit: 1e11, windowMs: 60000 }]
const ring: string[] = []
t('store', () => { const id = ids(); store.reserve(id, [claims], 1000000); ring.push(id); if (ring.length > 32) store.settle(ring.shift()!, [{ key: '{bench}:x:tpm', amount: 268 }]) })
ring.length = 0
const tr = usage.bind({} as any)
t('usage', () => { const id = ids(); const now = systemClock.monotonicMs(); tr.start!({ attemptId: id, atMs: now, estimatedTokens: 500 } as any); ring.push(id); if (ring.length > 32) tr.end!({ attemptId: ring.shift()!, startedMs: now, usage: { total_tokens: 268 } } as any) })
const sizes = new AnswerSizes()
t('sizes', (i) => sizes.end({ usage: { completion_tokens: 58 } } as any, 1))
const limits = { fixed: claims.slice(0, 2), tokens: { key: '{bench}:x:tpm', limit: 1e11, windowMs: 60000 } }
t('claimsOf', () => claimsOf(limits, { input: () => 200, total: () => 500 }))
t('actualsOf', () => actualsOf(limits, claims, undefined, () => 268))
t('now', () => systemClock.monotonicMs())
process.exit()

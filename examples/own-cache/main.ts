// The cache in use: the second who asks the same is answered by nobody but the cache.
import { systemClock } from '@turnout/core'
import { createRouter } from '@turnout/router'
import { latest } from './latest.ts'

const router = createRouter({
  modelList: [{ modelName: 'chat', litellmParams: { model: 'simulated/slow', simulated: { latencyMs: 300 } } }],
  cacheResponses: true,
  responseCache: latest(systemClock),
})

for (const who of ['first', 'second']) {
  const startMs = systemClock.monotonicMs()
  await router.completion({ model: 'chat', messages: [{ role: 'user', content: 'How are you?' }] })
  console.log(who, 'answered in', Math.round(systemClock.monotonicMs() - startMs), 'ms')
}

await router.close()

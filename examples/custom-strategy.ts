// A routing strategy of your own: the nearest deployments by tag, and of those the one with the least in flight.
import { defineStrategy, isNonEmpty } from '@turnout/core'
import { createRouter } from '@turnout/router'
import { inFlight, leastBy } from '@turnout/strategies'

const nearest = defineStrategy({
  name: 'nearest',
  needs: { load: inFlight },
  select(candidates, { tags, random }) {
    const near = candidates.filter(({ deployment }) => deployment.tags.some((tag) => tags.includes(tag)))
    return leastBy(isNonEmpty(near) ? near : candidates, ({ load }) => load, random).deployment
  },
})

const router = createRouter({
  modelList: [
    { modelName: 'chat', litellmParams: { model: 'simulated/paris-1', tags: ['eu'] } },
    { modelName: 'chat', litellmParams: { model: 'simulated/paris-2', tags: ['eu'] } },
    { modelName: 'chat', litellmParams: { model: 'simulated/ohio', tags: ['us'] } },
  ],
  strategy: nearest,
})

const ask = (region: string) =>
  router.completion({ model: 'chat', messages: [{ role: 'user', content: 'Hello!' }] }, { tags: [region] })

const answers = await Promise.all([ask('eu'), ask('eu'), ask('us')])
for (const { choices } of answers) console.log(choices[0]?.message.content)

await router.close()

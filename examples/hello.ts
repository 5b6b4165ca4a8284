// One name, two deployments: when the first fails, the second answers.
import { createRouter } from '@turnout/router'

const router = createRouter({
  modelList: [
    { modelName: 'sturdy', litellmParams: { model: 'simulated/flaky', simulated: { errorRate: 0.5 } } },
    { modelName: 'sturdy', litellmParams: { model: 'simulated/steady' } },
  ],
})

const answer = await router.completion({ model: 'sturdy', messages: [{ role: 'user', content: 'Hello!' }] })
console.log(answer.choices[0]?.message.content)

await router.close()

// A router inside your program: a plain answer, a stream, an embedding, and an error that says what went wrong.
import { createRouter, TurnoutError } from '@turnout/router'

const router = createRouter({
  modelList: [
    { modelName: 'fast', litellmParams: { model: 'simulated/flaky', simulated: { errorRate: 0.5 } } },
    { modelName: 'fast', litellmParams: { model: 'simulated/steady' } },
    { modelName: 'down', litellmParams: { model: 'simulated/down', simulated: { errorRate: 1, error: 'server' } } },
  ],
  modelGroupAlias: { 'gpt-4o-mini': 'fast' },
  numRetries: 1,
})

const answer = await router.completion({ model: 'fast', messages: [{ role: 'user', content: 'Hello!' }] })
console.log('plain:    ', answer.choices[0]?.message.content)

const stream = await router.completion({
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: 'Count to three.' }],
  stream: true,
})
process.stdout.write('stream:    ')
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '')
console.log(`(by ${stream.reply.deployment.model})`)

const { data } = await router.embedding({ model: 'fast', input: 'Hello!' })
console.log('embedding:', data[0]?.embedding.length, 'numbers')

try {
  await router.completion({ model: 'down', messages: [{ role: 'user', content: 'Hello?' }] })
} catch (error) {
  if (!TurnoutError.is(error)) throw error
  console.log('error:    ', error.kind, error.status, `after ${error.attempts.length} attempts`)
}

await router.close()

// OpenAI's own client, answered by a router in the same process: no server, no network, no key.
import { createRouter } from '@turnout/router'
import OpenAI from 'openai'

const router = createRouter({ modelList: [{ modelName: 'fast', litellmParams: { model: 'simulated/fast' } }] })
const openai = new OpenAI({ fetch: router.fetch, apiKey: 'x' })

const { data: answer, response } = await openai.chat.completions
  .create({ model: 'fast', messages: [{ role: 'user', content: 'Hello!' }] })
  .withResponse()
console.log('plain: ', answer.choices[0]?.message.content, `(${response.headers.get('x-turnout-model-group')})`)

const stream = await openai.chat.completions.create({
  model: 'fast',
  messages: [{ role: 'user', content: 'Hello again!' }],
  stream: true,
})
process.stdout.write('stream: ')
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '')
console.log()

for await (const model of openai.models.list()) console.log('model: ', model.id)

await router.close()

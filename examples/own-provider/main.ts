// Acme in use: the router asks it as it asks any other. The server here plays Acme, so that this runs by itself.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRouter } from '@turnout/router'
import { acme } from './acme.ts'

const pieces = [{ say: 'Beep ' }, { say: 'beep.' }, { end: 'done', spent: { in: 3, out: 2 } }]

const server = createServer(async (request, response) => {
  let body = ''
  for await (const piece of request) body += piece
  const live = JSON.parse(body).live === true
  response.writeHead(200, { 'content-type': live ? 'text/event-stream' : 'application/json' })
  if (live) for (const piece of pieces) response.write(`data: ${JSON.stringify(piece)}\n\n`)
  else response.write(JSON.stringify({ say: 'Beep beep.', end: 'done', spent: { in: 3, out: 2 } }))
  response.end()
})
await once(server.listen(0, '127.0.0.1'), 'listening')
const address = server.address()
if (address === null || typeof address === 'string') throw new Error('no port')

const router = createRouter({
  modelList: [
    {
      modelName: 'robot',
      litellmParams: { model: 'acme/roadrunner', apiBase: `http://127.0.0.1:${address.port}`, apiKey: 'key' },
    },
  ],
  providers: { acme: acme() },
})

const ask = { model: 'robot', messages: [{ role: 'user', content: 'Hello?' }] } as const

const answer = await router.completion(ask)
console.log('at once:', answer.choices[0]?.message.content, answer.usage)

process.stdout.write('live: ')
for await (const chunk of await router.completion({ ...ask, stream: true }))
  process.stdout.write(chunk.choices[0]?.delta.content ?? '')
console.log()

await router.close()
server.close()

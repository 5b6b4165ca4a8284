import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { completion, event, sendJson, startEvents, startUpstream } from '../../fake-upstream.ts'

type Reply = (response: ServerResponse, streams: boolean) => unknown

const well: Reply = async (response, streams) => {
  if (!streams) return sendJson(response, 200, completion('well'))
  startEvents(response)
  for (let i = 0; i < 10 && !response.destroyed; i++) {
    response.write(event({ content: 'word ' }))
    await wait(20)
  }
  response.end(`${event({}, 'stop')}data: [DONE]\n\n`)
}

/** One in fifty each. */
const faults: readonly Reply[] = [
  (response) => sendJson(response, 500, '{"error":{"message":"no"}}'),
  (response) => sendJson(response, 503, '{"error":{"message":"busy"}}'),
  (response) => sendJson(response, 429, '{"error":{"message":"slow down"}}'),
  (response) => response.destroy(),
  (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
  (response) => sendJson(response, 200, '{"choices":'),
  (response) => startEvents(response).end(event({ content: 'half' })),
  async (response) => {
    startEvents(response).write(event({ content: 'half' }))
    await wait(20)
    response.destroy()
  },
]

/** An upstream that fails now and then, in eight ways, in turn. */
export function soakUpstream() {
  let count = 0
  return startUpstream(async (response, { body }) => {
    const { stream = false } = JSON.parse(body) as { stream?: boolean }
    const fault = count++ % 50
    await (faults[fault] ?? well)(response, stream)
  })
}

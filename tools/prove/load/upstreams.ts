import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { completion, event, sendJson, startEvents, startUpstream } from '../../fake-upstream.ts'

const piece = event({ content: 'x'.repeat(64 * 1024) })
const wholeBytes = 50 * 2 ** 20

/** An upstream that does as its model is called. */
export const startLoadUpstream = () =>
  startUpstream((response, { body }) => {
    const { model } = JSON.parse(body) as { model: string }
    if (model === 'huge') sendHuge(response)
    else if (model === 'slow') void sendSlowly(response)
    else sendJson(response, 200, completion('well'))
  })

/** As fast as it is taken. */
function sendHuge(response: ServerResponse): void {
  startEvents(response)
  let bytes = 0
  const flow = () => {
    while (bytes < wholeBytes && response.write(piece)) bytes += piece.length
    if (bytes >= wholeBytes) response.end('data: [DONE]\n\n')
  }
  response.on('drain', flow)
  flow()
}

/** For three seconds. */
async function sendSlowly(response: ServerResponse): Promise<void> {
  startEvents(response)
  for (let i = 0; i < 15 && !response.destroyed; i++) {
    response.write(event({ content: 'word ' }))
    await wait(200)
  }
  response.end(`${event({}, 'stop')}data: [DONE]\n\n`)
}

/** A configuration in which each model is a group. */
export const groupsAt = (base: string, names: readonly string[], params: object = {}) => ({
  model_list: names.map((name) => ({
    model_name: name,
    litellm_params: { model: `openai/${name}`, api_base: base, api_key: 'k', ...params },
  })),
})

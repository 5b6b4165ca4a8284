import { type OperationName, TurnoutError } from '@turnout/core'
import { createRouter } from '@turnout/router'
import { inferencePath } from '@turnout/router/http'
import { defineTarget, law } from '../target.ts'

const { generation } = createRouter({ modelList: [{ modelName: 'm', litellmParams: { model: 'simulated/m' } }] })
const mostLevels = 64

/** The door for bodies: a first line with the path, then the body. A request, or a 400 that does not repeat it. */
export const requestBody = defineTarget({
  name: 'request-body',
  words: [
    ...['/v1/chat/completions\n', '/embeddings\n', '/rerank\n', '/openai/deployments/%ff/chat/completions\n'],
    ...['{"model":"m"', '"messages":[{"role":"user","content":"hi"}]', '"input":"x"', '"__proto__":{"a":1}', '\\u0000'],
    ...['[', ']', '{', '}', ',', ':', '"', '[[[[[[[[', '{"a":', '1e999', '\ud800', '\uFEFF'],
  ],
  run(bytes) {
    const start = bytes.indexOf('\n') + 1
    const path = inferencePath(bytes.toString('latin1', 0, Math.max(0, start - 1)))
    const body = bytes.subarray(start)
    const operation: OperationName = path?.operation ?? 'chat'
    try {
      const { request } = generation.parse(operation, body, path?.model)
      law(levelsOf(body.toString('utf8')) <= mostLevels, 'is let in, so deep as it is')
      law(
        typeof request.model === 'string' && Object.getPrototypeOf(request) === Object.prototype,
        'is no plain request',
      )
    } catch (error) {
      if (!TurnoutError.is(error)) throw error
      const { status, code, message } = error
      law(status === 400, `is refused with ${status}`)
      law(code !== 'json_too_deep' || levelsOf(body.toString('utf8')) > mostLevels, 'is refused, so flat as it is')
      law(message.length < 300, `is refused in many words: ${message.slice(0, 400)}`)
    }
  },
})

/** Of JSON, by its brackets alone. */
function levelsOf(json: string): number {
  let [most, now] = [0, 0]
  for (const [piece] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/gs)) {
    if (piece === '[' || piece === '{') most = Math.max(most, ++now)
    else if (piece === ']' || piece === '}') now--
  }
  return most
}

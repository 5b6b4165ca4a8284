import type { Scenario } from '../parts/scenarios.ts'
import type { ClientSide } from '../targets/client-side.ts'

const sentence =
  'The "router" keeps a table of deployments, asks which of them are healthy,\nand sends the request to one of those. '

const messages = (bytes: number): { role: string; content: string }[] => {
  const turns = [{ role: 'system', content: 'You answer in one short paragraph.' }]
  for (let left = bytes - 250; left > 0; left -= 800) {
    const content = `Turn ${turns.length}: ${sentence.repeat(7)}`.slice(0, Math.min(760, left))
    turns.push({ role: turns.length % 2 === 1 ? 'user' : 'assistant', content })
  }
  return turns
}

export type Asked = Pick<Scenario, 'model' | 'requestBytes' | 'stream'>

/** One chat request as a client writes it on the wire, head and body. Streams ask for the usage chunk, so that no proxy has to. */
export const requestBytes = (asked: Asked, port: number, { headers = {}, models = {} }: ClientSide = {}): Buffer => {
  const streaming = asked.stream ? { stream: true, stream_options: { include_usage: true } } : {}
  const body = JSON.stringify({
    model: models[asked.model] ?? asked.model,
    messages: messages(asked.requestBytes),
    temperature: 0.7,
    max_tokens: 256,
    ...streaming,
  })
  const head = [
    'POST /v1/chat/completions HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    'authorization: Bearer sk-client',
    'content-type: application/json',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** What the answer to it must be. */
export const expectedOf = ({ stream }: Asked) =>
  stream ? { ending: 'data: [DONE]', leastBytes: 12_000 } : { ending: '', leastBytes: 800 }

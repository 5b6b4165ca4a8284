const words = 'A router sends each request to a deployment that is healthy and has room for it. '

/** What the first chunk with content says; the chunk before it has none, as with real providers. */
export const firstWords = words.slice(0, 12)

const identity = { id: 'chatcmpl-bench0000000000000000000000', created: 1_790_000_000, model: 'bench-upstream' }
const usage = { prompt_tokens: 210, completion_tokens: 58, total_tokens: 268 }

const completion = JSON.stringify({
  ...identity,
  object: 'chat.completion',
  choices: [
    { index: 0, message: { role: 'assistant', content: words.repeat(8), refusal: null }, finish_reason: 'stop' },
  ],
  usage,
  system_fingerprint: 'fp_bench',
})

/** A plain answer of about 1 KB, head included. */
export const plainAnswer = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(completion)}\r\n\r\n${completion}`,
)

/** One HTTP chunk for each event, as providers frame them. */
const framed = (event: string): string => `${Buffer.byteLength(event).toString(16)}\r\n${event}\r\n`

const chunk = (choices: readonly object[], rest: object = {}): string =>
  framed(
    `data: ${JSON.stringify({ ...identity, object: 'chat.completion.chunk', system_fingerprint: 'fp_bench', choices, ...rest })}\n\n`,
  )

const choice = (delta: object, finishReason: string | null = null): object => ({
  index: 0,
  delta,
  logprobs: null,
  finish_reason: finishReason,
})

const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n'
const chunks = [
  chunk([choice({ role: 'assistant', content: '' })]),
  ...Array.from({ length: 58 }, (_, at) => chunk([choice({ content: ` ${words.slice(at % 20, (at % 20) + 24)}` })])),
  chunk([choice({}, 'stop')]),
]
const closing = `${framed('data: [DONE]\n\n')}0\r\n\r\n`

/** A stream in 60 writes; the first carries the head, the last also the usage chunk, if asked for, and `[DONE]`. */
const writes = (end: string): readonly Buffer[] =>
  chunks.map((text, at) => Buffer.from(`${at === 0 ? head : ''}${text}${at === chunks.length - 1 ? end : ''}`))

const plain = writes(closing)
const withUsage = writes(chunk([], { usage }) + closing)
const wholePlain = Buffer.concat(plain)
const wholeWithUsage = Buffer.concat(withUsage)

export const pacedAnswer = (includeUsage: boolean): readonly Buffer[] => (includeUsage ? withUsage : plain)
export const burstAnswer = (includeUsage: boolean): Buffer => (includeUsage ? wholeWithUsage : wholePlain)

/** What a refused request gets; any status but 200 fails the benchmark. */
export const refusal = (reason: string): Buffer => {
  const body = JSON.stringify({ error: { message: reason, type: 'invalid_request_error', param: null, code: null } })
  return Buffer.from(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  )
}

import { burstAnswer, plainAnswer } from '../upstream/canned-answers.ts'

/** One kind of request, and what the upstream says to it. */
export interface Case {
  readonly name: string
  readonly limited: boolean
  readonly request: Buffer
  readonly answer: Buffer
  /** How many requests one figure is the mean of: 10 to 30 MB of garbage. */
  readonly stretch: number
}

const requestOf = (contents: readonly string[], rest: object = {}): Buffer => {
  const messages = contents.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content }))
  const body = JSON.stringify({ model: 'guarded', temperature: 0.7, messages, ...rest })
  const head =
    'POST /v1/chat/completions HTTP/1.1\r\nhost: guard\r\ncontent-type: application/json\r\nauthorization: Bearer sk-caller'
  return Buffer.from(`${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
}

const words = 'A router sends each request to a deployment that is healthy and has room for it. '
const short = [words.repeat(4), words.repeat(4), words.repeat(3)]
const long = Array.from({ length: 125 }, () => words.repeat(9))

export const cases: readonly Case[] = [
  { name: 'chat 1 KB', limited: false, request: requestOf(short), answer: plainAnswer, stretch: 400 },
  { name: 'chat 100 KB', limited: false, request: requestOf(long), answer: plainAnswer, stretch: 20 },
  {
    name: 'burst stream',
    limited: false,
    request: requestOf(short, { stream: true }),
    answer: burstAnswer(true),
    stretch: 150,
  },
  { name: 'chat 1 KB, limits', limited: true, request: requestOf(short), answer: plainAnswer, stretch: 400 },
]

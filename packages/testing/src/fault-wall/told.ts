import type { Heard } from './client.ts'
import type { Answer } from './read-answers.ts'

/** What a client was told, in the end. */
export interface Told {
  readonly told:
    | 'answer'
    | 'error'
    | 'broken stream'
    /** The connection broke, or ended before its framing said so. */
    | 'cut'
    /** A stream ended as good ones do, without the end of an answer and without a word about it. */
    | 'silent end'
    /** Success by its status, and no answer in it. */
    | 'nonsense'
    | 'nothing'
    | 'refused'
    | 'left'
    | 'closed'
  readonly status: number
  /** What the answer said, as far as it came. */
  readonly text: string
  /** A stream said `[DONE]`. */
  readonly done?: boolean
  readonly code?: string
  readonly message?: string
}

interface Parsed {
  readonly choices?: readonly {
    readonly message?: { readonly content?: unknown }
    readonly delta?: { readonly content?: unknown }
    readonly finish_reason?: unknown
  }[]
  readonly error?: unknown
}

/** Reads what came as a client of OpenAI's would. */
export function toldBy({ answers, ended }: Heard): Told {
  const answer = answers.at(-1)
  const nothing = { status: answer?.status ?? 0, text: '' }
  if (ended === 'refused' || ended === 'left') return { ...nothing, told: ended }
  if (!answer) return { ...nothing, told: ended === 'waiting' ? 'nothing' : ended === 'closed' ? 'closed' : 'cut' }
  if (ended === 'waiting' && !answer.complete) return { ...nothing, text: textOf(answer), told: 'nothing' }
  if (answer.status >= 300) return { ...nothing, told: 'error', ...errorOf(parse(answer.body)?.error) }
  return isStream(answer) ? toldByStream(answer) : toldWhole(answer)
}

const isStream = ({ headers }: Answer): boolean => (headers['content-type'] ?? '').includes('text/event-stream')

const textOf = (answer: Answer): string => (isStream(answer) ? toldByStream(answer).text : '')

function toldWhole({ status, body, complete }: Answer): Told {
  if (!complete) return { told: 'cut', status, text: '' }
  const value = parse(body)
  if (value?.error) return { told: 'error', status, text: '', ...errorOf(value.error) }
  const content = value?.choices?.[0]?.message?.content
  return typeof content === 'string'
    ? { told: 'answer', status, text: content }
    : { told: 'nonsense', status, text: body.slice(0, 80) }
}

function toldByStream({ status, body, complete }: Answer): Told {
  let text = ''
  let finished = false
  const frames = body
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n\n')
  // What was cut is no event.
  for (const frame of complete ? frames : frames.slice(0, -1)) {
    const data = frame
      .split('\n')
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice('data:'.length).trimStart())
      .join('\n')
    if (data === '') continue
    if (data === '[DONE]') return { told: finished ? 'answer' : 'silent end', status, text, done: true }
    const value = parse(data)
    if (value === undefined) return { told: 'nonsense', status, text }
    if (value.error) return { told: 'broken stream', status, text, ...errorOf(value.error) }
    const choice = value.choices?.[0]
    if (typeof choice?.delta?.content === 'string') text += choice.delta.content
    if (typeof choice?.finish_reason === 'string') finished = true
  }
  return { told: !complete ? 'cut' : finished ? 'answer' : 'silent end', status, text, done: false }
}

function errorOf(error: unknown): { code?: string; message?: string } {
  if (typeof error === 'string') return { message: error }
  if (typeof error !== 'object' || error === null) return {}
  const { code, message } = error as { code?: unknown; message?: unknown }
  return {
    ...(code === undefined || code === null ? {} : { code: String(code) }),
    ...(typeof message === 'string' ? { message } : {}),
  }
}

function parse(text: string): Parsed | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** OpenAI's chat answers, as text. */

/** What every good answer of the wall says; clients of a broken one must never get it in part and believe that it is whole. */
export const wallWords: readonly string[] = ['The', ' wall', ' stands', '.']
export const wallText: string = wallWords.join('')

export const completion = (content: string = wallText, more: object = {}): object => ({
  ...{ id: 'chatcmpl-wall', object: 'chat.completion', created: 1, model: 'wall' },
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 4, total_tokens: 5 },
  ...more,
})

const chunkOf = (delta: object, finish: string | null): string =>
  JSON.stringify({
    ...{ id: 'chatcmpl-wall', object: 'chat.completion.chunk', created: 1, model: 'wall' },
    choices: [{ index: 0, delta, finish_reason: finish }],
  })

/** An event with these fields of a delta. */
export const delta = (fields: object, finish: string | null = null): string => `data: ${chunkOf(fields, finish)}\n\n`

export const opening: string = delta({ role: 'assistant', content: '' })
export const words: readonly string[] = wallWords.map((content) => delta({ content }))
export const closing: string = delta({}, 'stop')
/** What a stream says at its end of what it used. */
export const usage = `data: ${JSON.stringify({
  ...{ id: 'chatcmpl-wall', object: 'chat.completion.chunk', created: 1, model: 'wall' },
  ...{ choices: [], usage: { prompt_tokens: 1, completion_tokens: 4, total_tokens: 5 } },
})}\n\n`
export const done = 'data: [DONE]\n\n'

/** A whole stream's events. */
export const events: readonly string[] = [opening, ...words, closing, done]

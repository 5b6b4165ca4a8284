import { deepStrictEqual } from 'node:assert'
import { type ServerEvent, sseDecoder } from '@turnout/provider-adapters/kit'
import { defineTarget } from '../target.ts'
import { cutAnywhere } from './cut-anywhere.ts'

/** Server-sent events: the same however they are cut, and what the standard makes of them, read line by line. */
export const sse = defineTarget({
  name: 'sse',
  words: [
    'data: ',
    'data:',
    'event: e\n',
    'id: 1\n',
    ': ping\n',
    '\n',
    '\n\n',
    '\r',
    '\r\n',
    '\r\r',
    '\uFEFF',
    '{',
    '[DONE]',
  ],
  run(bytes) {
    const events = cutAnywhere(sseDecoder, bytes)
    const text = new TextDecoder().decode(bytes)
    // Bare JSON is ours, not the standard's.
    if (!/^[^\S\r\n]*[{[]/m.test(text)) deepStrictEqual(events.map(plain), asTheStandardSays(text))
  },
})

const plain = ({ event, data }: ServerEvent): ServerEvent => (event ? { event, data } : { data })

/** WHATWG HTML, "Interpreting an event stream"; at the end, what is left counts as if its blank line had come. */
function asTheStandardSays(text: string): readonly ServerEvent[] {
  const events: ServerEvent[] = []
  let event: string | undefined
  let data: string[] = []
  for (const line of [...text.split(/\r\n|\r|\n/), '', '']) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (line === '') {
      if (data.length > 0) events.push(plain({ event, data: data.join('\n') }))
      event = undefined
      data = []
    } else if (field === 'data') data.push(value)
    else if (field === 'event') event = value
  }
  return events
}

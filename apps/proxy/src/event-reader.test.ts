import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { EventReader } from './event-reader.ts'

/** A response that takes what it is given, until it is full. */
function response() {
  const written: string[] = []
  const events = new EventEmitter()
  const state = { takes: true, ended: false }
  const writable = {
    write: (text: string) => {
      written.push(text)
      return state.takes
    },
    end() {
      state.ended = true
    },
    once: events.once.bind(events),
    off: events.off.bind(events),
  }
  return { written, events, state, reader: new EventReader(writable as never, undefined) }
}

it('a slow reader has what it missed in order, and is told how much was lost in between', () => {
  const { written, events, state, reader } = response()
  state.takes = false
  const large = (mark: string) => mark.repeat(100_000)
  for (const mark of ['a', 'b', 'c', 'd', 'e']) reader.tell(large(mark))
  expect(written).toEqual([large('a')])
  state.takes = true
  events.emit('drain')
  reader.tell('f')
  expect(written.slice(1)).toEqual([`${large('b')}${large('c')}event: dropped\ndata: {"count":2}\n\n`, 'f'])
})

it('loses no more in the middle once something is lost', () => {
  const { written, events, state, reader } = response()
  state.takes = false
  const large = 'b'.repeat(300_000)
  for (const text of ['a', large, 'c', 'd']) reader.tell(text)
  state.takes = true
  events.emit('drain')
  expect(written).toEqual(['a', `${large}event: dropped\ndata: {"count":2}\n\n`])
})

it('is left alone when it has been ended', () => {
  const { events, state, reader } = response()
  state.takes = false
  reader.tell('a')
  reader.end()
  expect([state.ended, events.listenerCount('drain')]).toEqual([true, 0])
})

import { describe, expect, it } from 'vitest'
import { eventData } from './event-data.ts'

describe('eventData', () => {
  it.each([
    ['a space after the colon', 'data: {}', '{}'],
    ['no space', 'data:{}', '{}'],
    ['a second space, which is data', 'data:  {}', ' {}'],
    ['other fields around it', 'event: x\ndata: {}\nid: 1', '{}'],
    ['several lines', 'data: {\ndata: "a":1\r\ndata: }', '{\n"a":1\n}'],
    ['an empty line of data', 'data:', ''],
  ])('reads data with %s', (_what, frame, data) => {
    expect(eventData(frame)).toBe(data)
  })

  it.each(['', ': ping', 'event: ping', 'database: 1'])('finds no data in %j', (frame) => {
    expect(eventData(frame)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { PlainFrames } from './plain-frames.ts'

const before = 'data: {"id":"c","choices":[{'
const after = '"finish_reason":null}],"usage":null}'
const plain = `${before}"index":0,"delta":{"content":"a"},${after}`

/** Whether a part of a text is plain: of the whole, unless it says. */
function isPlainIn(frames: PlainFrames, text: string, start = 0, end = text.length): boolean {
  const { buffer, byteOffset, byteLength } = Buffer.from(text, 'latin1')
  return frames.isPlain(text, new DataView(buffer, byteOffset, byteLength), start, end)
}

const learned = (sample = plain) => {
  const frames = new PlainFrames()
  frames.learn(sample)
  return (frame: string) => isPlainIn(frames, frame)
}

describe('PlainFrames', () => {
  it('believes nothing before it has seen a sample', () => {
    expect(isPlainIn(new PlainFrames(), plain)).toBe(false)
  })

  it('knows an event that differs from the sample in its content alone', () => {
    expect(learned()(`${before}"index":0,"delta":{"content":"something else"},${after}`)).toBe(true)
  })

  it('looks at the event it is asked about, not at its neighbours', () => {
    const frames = new PlainFrames()
    frames.learn(plain)
    const other = plain.replace('null}]', '"stop"}]')
    const text = `${plain}\n\n${other}`
    expect(isPlainIn(frames, text, 0, plain.length)).toBe(true)
    expect(isPlainIn(frames, text, plain.length + 2, text.length)).toBe(false)
  })

  it.each([
    ['other padding', 'data: {"id":"c","choices":[{"delta":{}}],"obfuscation":"x"}', true],
    ['words about marks', 'data: {"id":"c","choices":[{"delta":{"content":"\\"error\\":"}}]}', true],
    ['an end', 'data: {"choices":[{"finish_reason":"stop"}]}', false],
    ['an end, with a space', 'data: {"choices": [{"finish_reason": "stop"}]}', false],
    ['usage', 'data: {"choices":[],"usage":{}}', false],
    ['an error', 'data: {"error": {}}', false],
    ['several lines', 'data: {"choices":[{"finish_reason":\ndata: "stop"}]}', false],
    ['a name', 'event: error\ndata: {"choices":[]}', false],
    ['[DONE]', 'data: [DONE]', false],
    ['a comment', ': ping', false],
    ['no object', 'data: "}', false],
    ['an object that was cut', 'data: {"choices":[', false],
  ])('searches an event with %s', (_what, frame, isPlain) => {
    expect(learned()(frame)).toBe(isPlain)
  })

  it('does not search a stream that spells its keys in a way of its own', () => {
    const isPlain = learned('data: {"choices" : [ {"finish_reason" : null} ]}')
    expect(isPlain('data: {"choices" : [ {"finish_reason" : "stop"} ]}')).toBe(false)
  })

  it('keeps to the first sample', () => {
    const first = plain.replace('"usage":null', '"error":null')
    const frames = new PlainFrames()
    frames.learn(first)
    frames.learn(plain)
    expect(isPlainIn(frames, first, 0, first.length)).toBe(true)
  })

  it('knows a sample by its bytes, also where those are no ASCII', () => {
    const sample = plain.replace('"id":"c"', '"id":"ç"').replace('"usage":null', '"error":null')
    const frames = new PlainFrames()
    frames.learn(sample)
    expect(isPlainIn(frames, Buffer.from(sample, 'utf8').toString('latin1'))).toBe(true)
  })
})

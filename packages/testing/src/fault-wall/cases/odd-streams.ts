import type { FaultCase } from '../case.ts'
import { closing, delta, done, events, opening, wallWords, words } from '../chat-text.ts'
import { head, lastChunk, openStreamHead, streamHead } from '../http-text.ts'
import { answered, brokenAfter, refused } from '../outcomes.ts'
import { end, repeat, send } from '../script.ts'
import { streamOf } from './stream-scripts.ts'

const streamed = { asking: { stream: true } }
const truncated = ['upstream_truncated', 'upstream_unreachable'] as const
const said = wallWords.slice(0, 2).join('')
const begun = opening + words.slice(0, 2).join('')
const invalid = 'upstream_invalid_response'
const lineEnds = (by: string): string => events.join('').replaceAll('\n', by)

/** Streams that look odd, and are well; and what is no stream at all. */
export const oddStreams: readonly FaultCase[] = [
  {
    row: 'U20',
    title: 'a stream with CRLF line ends',
    upstream: [streamOf(lineEnds('\r\n'))],
    ...streamed,
    right: [answered],
  },
  {
    row: 'U20',
    title: 'a stream with CR line ends',
    upstream: [streamOf(lineEnds('\r'))],
    ...streamed,
    right: [answered],
  },
  {
    row: 'U20',
    title: 'a stream with a byte order mark',
    upstream: [streamOf(`\uFEFF${events.join('')}`)],
    ...streamed,
    right: [answered],
  },
  {
    row: 'U20',
    title: 'a stream with comments, other fields and empty events',
    upstream: [streamOf(events.map((event) => `: hello\n\nevent: message\nid: 7\nretry: 10\n${event}\n\n`).join(''))],
    ...streamed,
    right: [answered],
  },
  {
    row: 'U20',
    title: 'a stream with events over several lines',
    upstream: [streamOf(events.map((event) => event.replace(',"created"', ',\ndata: "created"')).join(''))],
    ...streamed,
    right: [answered],
  },
  {
    row: 'U20',
    title: 'a stream whose letters are torn between packets',
    upstream: [
      [
        send(streamHead),
        ...[
          ...new TextEncoder().encode(opening + words.join('') + delta({ content: ' 世界👩‍🚀' }) + closing + done),
        ].flatMap((byte) => [send(Uint8Array.from([0x31, 0x0d, 0x0a, byte, 0x0d, 0x0a]))]),
        send(lastChunk),
      ],
    ],
    ...streamed,
    right: [{ told: 'answer', text: 'The wall stands. 世界👩‍🚀' }],
  },
  {
    row: 'U26',
    title: 'a line of a stream without end',
    upstream: [
      [
        send(`${head(200, 'content-type: text/event-stream', 'connection: close')}data: {"x":"`),
        repeat('x'.repeat(1 << 20), 100),
      ],
    ],
    ...streamed,
    right: [refused(502, 'upstream_too_large')],
    withSpare: [answered],
    patienceMs: 30_000,
  },
  {
    row: 'U26',
    title: 'a line without end in the middle of a stream',
    upstream: [[send(`${openStreamHead}${begun}data: {"x":"`), repeat('x'.repeat(1 << 20), 100)]],
    ...streamed,
    right: [brokenAfter(said, 'upstream_too_large')],
    patienceMs: 30_000,
  },
  {
    row: 'U21',
    title: 'a web page in place of a stream',
    upstream: [
      [
        send(`${head(200, 'content-type: text/html', 'connection: close')}<html><body>Please log in</body></html>`),
        end,
      ],
    ],
    ...streamed,
    right: [refused(502, invalid)],
    withSpare: [answered],
  },
  {
    row: 'U23',
    title: 'a stream with nothing in it',
    upstream: [[send(streamHead + lastChunk)]],
    ...streamed,
    right: [refused(502, invalid, ...truncated)],
    withSpare: [answered],
  },
  {
    row: 'U45',
    title: 'a stream as fast as it can, 32 MB',
    upstream: [
      [
        send(openStreamHead + opening + words[0]),
        repeat(`${delta({ content: '' })}: ${'x'.repeat(65_000)}\n\n`, 500),
        send(words.slice(1).join('') + closing + done),
        end,
      ],
    ],
    ...streamed,
    right: [answered],
    patienceMs: 60_000,
  },
]

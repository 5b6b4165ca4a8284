import type { FaultCase } from '../case.ts'
import { completion, delta, opening, words } from '../chat-text.ts'
import { goodText } from '../client.ts'
import { chunk, json, openStreamHead, streamHead } from '../http-text.ts'
import { answered, refused } from '../outcomes.ts'
import { drip, end, pause, repeat, send } from '../script.ts'
import { wholeStream } from './stream-scripts.ts'

const left = { told: 'left' } as const
const well = [send(json(200, completion()))]
const late = [pause(500), ...well]

/** The client goes, comes late, or reads when it likes. */
export const leavingClients: readonly FaultCase[] = [
  {
    row: 'C02',
    title: 'the client leaves before a plain answer',
    upstream: [[]],
    asking: { leaves: { afterMs: 300 } },
    right: [left],
  },
  {
    row: 'C02',
    title: 'a client that speaks HTTP/1.0 leaves before a plain answer',
    upstream: [[]],
    asking: {
      script: (asked) => [send(goodText(asked).replace('HTTP/1.1', 'HTTP/1.0'))],
      leaves: { afterMs: 300 },
    },
    right: [left],
  },
  {
    row: 'C02',
    title: 'the client leaves before the first word of a stream',
    upstream: [[send(streamHead + chunk(opening))]],
    asking: { stream: true, leaves: { afterMs: 300 } },
    right: [left],
  },
  {
    row: 'C03',
    title: 'the client leaves in the middle of a stream',
    upstream: [[send(streamHead + chunk(opening)), repeat(chunk(words[1] ?? ''), 10_000, 20)]],
    asking: { stream: true, leaves: { atText: 'wall' } },
    right: [left],
  },
  {
    row: 'C05',
    title: 'the client closes its half once it has asked, and still listens',
    upstream: [late],
    asking: { script: (asked) => [send(goodText(asked)), end] },
    right: [answered],
  },
  {
    row: 'C05',
    title: 'the same for a stream',
    upstream: [[pause(500), ...wholeStream]],
    asking: { stream: true, script: (asked) => [send(goodText(asked)), end] },
    right: [answered],
  },
  {
    row: 'C08',
    title: 'the client sends its request byte by byte',
    upstream: [well],
    asking: { script: (asked) => [drip(goodText(asked), 500)] },
    right: [refused(408, 'request_timeout')],
    mostAttempts: 0,
    patienceMs: 70_000,
    slow: true,
    ownRunOnly: 'how long a request may take to arrive is each gateway’s own affair',
  },
  {
    row: 'C06',
    title: 'the client reads nothing for two seconds of a large stream',
    upstream: [
      [
        send(openStreamHead + opening + words[0]),
        repeat(`${delta({ content: '' })}: ${'x'.repeat(65_000)}\n\n`, 300),
        send(words.slice(1).join('') + delta({}, 'stop')),
        end,
      ],
    ],
    asking: { stream: true, sleepsMs: 2_000 },
    right: [answered],
    patienceMs: 30_000,
  },
]

import type { FaultCase } from '../case.ts'
import { closing, delta, done, events, opening, wallWords, words } from '../chat-text.ts'
import { chunk, lastChunk, openStreamHead, streamHead } from '../http-text.ts'
import { answered, brokenAfter, refused } from '../outcomes.ts'
import { end, pause, repeat, reset, type Script, send } from '../script.ts'
import { streamOf } from './stream-scripts.ts'

const streamed = { asking: { stream: true } }
const truncated = ['upstream_truncated', 'upstream_unreachable'] as const
const said = wallWords.slice(0, 2).join('')
const begun = opening + words.slice(0, 2).join('')
const invalid = 'upstream_invalid_response'
const inChunks = (...texts: readonly string[]): Script => [send(streamHead + texts.map(chunk).join(''))]

/** A stream of events goes wrong, or looks as if it did. */
export const streams: readonly FaultCase[] = [
  {
    row: 'U12',
    title: 'a stream of nothing but comments, for ever',
    upstream: [[send(streamHead), repeat(chunk(': still here\n\n'), 10_000, 50)]],
    ...streamed,
    timeoutMs: 1_000,
    right: [refused(504, 'upstream_timeout')],
    withSpare: [answered],
  },
  {
    row: 'U13',
    title: 'a stream falls silent in the middle',
    upstream: [[...inChunks(begun), pause(60_000)]],
    ...streamed,
    timeoutMs: 1_000,
    right: [brokenAfter(said, 'upstream_timeout')],
    withSpare: [brokenAfter(said, 'upstream_timeout')],
  },
  {
    row: 'U12',
    title: 'a stream goes on with nothing but comments in the middle, for ever',
    upstream: [[...inChunks(begun), repeat(chunk(': still here\n\n'), 10_000, 50)]],
    ...streamed,
    timeoutMs: 1_000,
    right: [brokenAfter(said, 'upstream_timeout')],
  },
  {
    row: 'U14',
    title: 'a stream breaks after its head',
    upstream: [[send(streamHead), pause(20), reset]],
    ...streamed,
    right: [refused(502, ...truncated)],
    withSpare: [answered],
  },
  {
    row: 'U14',
    title: 'a stream breaks after it said who speaks, and nothing else',
    upstream: [[...inChunks(opening), pause(20), reset]],
    ...streamed,
    right: [refused(502, ...truncated)],
    withSpare: [answered],
  },
  {
    row: 'U15',
    title: 'a stream breaks in the middle (reset)',
    upstream: [[...inChunks(begun), pause(50), reset]],
    ...streamed,
    right: [brokenAfter(said, ...truncated)],
    withSpare: [brokenAfter(said, ...truncated)],
  },
  {
    row: 'U15',
    title: 'a stream breaks in the middle of a chunk',
    upstream: [[send(`${streamHead}${chunk(begun)}400\r\ndata: {"id":`), pause(20), end]],
    ...streamed,
    right: [brokenAfter(said, ...truncated, invalid)],
  },
  {
    row: 'U16',
    title: 'a stream ends in good order, half-way',
    upstream: [[...inChunks(begun), send(lastChunk)]],
    ...streamed,
    right: [brokenAfter(said, ...truncated)],
  },
  {
    row: 'U16',
    title: 'a stream without a length ends half-way: the connection closes in good order',
    upstream: [[send(openStreamHead + begun), end]],
    ...streamed,
    right: [brokenAfter(said, ...truncated)],
  },
  {
    row: 'U16',
    title: 'a stream says [DONE] half-way, without a finish reason',
    upstream: [streamOf(begun + done)],
    ...streamed,
    right: [brokenAfter(said, ...truncated)],
  },
  {
    row: 'U17',
    title: 'a finished stream forgets its [DONE]',
    upstream: [streamOf(events.slice(0, -1).join(''))],
    ...streamed,
    right: [answered],
  },
  {
    row: 'U18',
    title: 'a stream says before its first word that it is overloaded',
    upstream: [streamOf(`${opening}data: {"error":{"message":"overloaded","type":"overloaded_error","code":503}}\n\n`)],
    ...streamed,
    right: [refused(503, 'upstream_overloaded')],
    withSpare: [answered],
  },
  {
    row: 'U18',
    title: 'a stream says in the middle that it is overloaded',
    upstream: [streamOf(`${begun}data: {"error":{"message":"overloaded","type":"overloaded_error","code":503}}\n\n`)],
    ...streamed,
    right: [brokenAfter(said, 'upstream_overloaded')],
  },
  {
    row: 'U19',
    title: 'an event in the middle is not JSON',
    upstream: [
      streamOf(`${begun}data: {"choices":[{"delta":{"content":oops\n\n${words[2]}${words[3]}${closing}${done}`),
    ],
    ...streamed,
    right: [brokenAfter(said, invalid)],
  },
  {
    row: 'U19',
    title: 'the first event is not JSON',
    upstream: [streamOf(`data: <html>\n\n${events.join('')}`)],
    ...streamed,
    right: [refused(502, invalid)],
    withSpare: [answered],
  },
  {
    row: 'U46',
    title: 'a tool call is cut in the middle of its arguments',
    upstream: [
      [
        ...inChunks(
          delta({
            role: 'assistant',
            tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'pay', arguments: '' } }],
          }),
          delta({ tool_calls: [{ index: 0, function: { arguments: '{"amount":1' } }] }),
        ),
        pause(50),
        reset,
      ],
    ],
    ...streamed,
    right: [brokenAfter('', ...truncated)],
    withSpare: [brokenAfter('', ...truncated)],
  },
]

import { isJsonObject, type JsonObject } from '@turnout/core'
import { expect, it } from 'vitest'
import type { Turnout } from './running-turnout.test.ts'

/** A page of the proxy about itself. */
export async function page({ url }: Pick<Turnout, 'url'>, path: string, init: RequestInit = {}): Promise<JsonObject> {
  const told: unknown = await (await fetch(`${url}${path}`, init)).json()
  if (!isJsonObject(told)) throw new Error(`no object at ${path}`)
  return told
}

/** Events in the text of a feed, comments left out. */
export const eventsIn = (text: string): readonly { readonly type: string; readonly data: JsonObject }[] =>
  [...text.matchAll(/^event: (\S+)\ndata: (.*)\n\n/gm)].map(([, type = '', data = '']) => ({
    type,
    data: JSON.parse(data) as JsonObject,
  }))

/** Reads a feed until it is stopped. */
export async function readFeed({ url }: Pick<Turnout, 'url'>, query = '') {
  const leaving = new AbortController()
  const response = await fetch(`${url}/router/events${query}`, { signal: leaving.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const over = (async () => {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done) return
      text += value
    }
  })().catch(() => {})
  return {
    response,
    events: () => eventsIn(text),
    text: () => text,
    over,
    leave: () => leaving.abort(),
  }
}

it('finds events between comments', () => {
  const text =
    ': listening\n\nevent: request-end\ndata: {"a":1}\n\n: keep-alive\n\nevent: dropped\ndata: {"count":2}\n\n'
  expect(eventsIn(text)).toEqual([
    { type: 'request-end', data: { a: 1 } },
    { type: 'dropped', data: { count: 2 } },
  ])
})

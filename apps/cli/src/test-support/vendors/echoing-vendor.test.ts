import type { ServerResponse } from 'node:http'
import { type Asked, event, startUpstream } from '../../../../../tools/fake-upstream.ts'

/** Every way in which a vendor may say all that it was sent. `status:N` in a request picks a status, `shape:NAME` a shape. */
const shapes: Readonly<Record<string, (echo: string) => string>> = {
  object: (echo) =>
    JSON.stringify({ error: { message: echo, type: 'error', param: echo, code: echo, status: 'INVALID_ARGUMENT' } }),
  text: (echo) => JSON.stringify({ error: echo }),
  message: (echo) => JSON.stringify({ message: echo, id: echo }),
  detail: (echo) => JSON.stringify({ detail: [{ msg: echo, loc: [echo] }] }),
  plain: (echo) => echo,
  page: (echo) => `<html><body><pre>${echo}</pre></body></html>`,
  events: (echo) =>
    `event: error\ndata: ${JSON.stringify({ type: 'error', error: { message: echo, type: 'overloaded_error', code: echo } })}\n\n`,
  late: (echo) => `${event({ content: 'Hi' })}data: ${JSON.stringify({ error: { message: echo, code: echo } })}\n\n`,
  lines: (echo) => `${JSON.stringify({ error: echo })}\n`,
}

export const shapeNames: readonly string[] = Object.keys(shapes)

const types: Readonly<Record<string, string>> = {
  ...{
    plain: 'text/plain',
    page: 'text/html',
    events: 'text/event-stream',
    late: 'text/event-stream',
    lines: 'application/x-ndjson',
  },
}

const disguises: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  base64: (text) => Buffer.from(`Bearer ${text}`).toString('base64'),
  escaped: encodeURIComponent,
  shortened: (text) => `${text.slice(0, 14)}…`,
}

export const disguiseNames: readonly string[] = Object.keys(disguises)

/** They would take the place of what matters: messages are clipped. */
const boring = new Set([
  'host',
  'connection',
  'accept',
  'accept-encoding',
  'content-type',
  'content-length',
  'anthropic-version',
])

/** A vendor that always fails, and repeats what it was sent, headers and all, as `as:DISGUISE` in a request says. It gives tokens. */
export function startEchoingVendor(token: string) {
  return startUpstream((response, asked) => {
    if (asked.path.includes('token') && !asked.path.includes('refuse'))
      return void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ access_token: token, expires_in: 3600 }))
    answer(response, asked)
  })
}

function answer(response: ServerResponse, { headers, body, path }: Asked): void {
  const [, status = '400'] = /status:(\d+)/.exec(body) ?? []
  const [, shape = 'object'] = /shape:(\w+)/.exec(body) ?? []
  const sent = Object.entries(headers).filter(([name]) => !boring.has(name))
  const values = sent.map(([, value]) => String(value).replace(/^Bearer /, ''))
  const [, disguise = 'plain'] = /as:(\w+)/.exec(body) ?? []
  const said = [...values, path, body].map((value) => disguises[disguise]?.(value))
  const echo = (disguise === 'plain' ? sent.map(([name, value]) => `${name}: ${value}`) : said).join(' ; ')
  response
    .writeHead(Number(status), {
      ...{ 'content-type': types[shape] ?? 'application/json', 'x-request-id': values.join(' ').slice(0, 2000) },
      ...{ 'x-amzn-errortype': `ValidationException:${values.join(' ')}`, 'www-authenticate': values.join(' ') },
      ...{
        'x-ratelimit-limit-requests': values.join(' '),
        'retry-after': '1',
        location: `http://127.0.0.1/${values.join('/')}`,
      },
    })
    .end(shapes[shape]?.(echo))
}

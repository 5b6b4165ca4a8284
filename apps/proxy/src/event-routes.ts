import { type RouterEvent, TurnoutError } from '@turnout/core'
import type { FastifyInstance, onRequestHookHandler } from 'fastify'
import type { EventFeed } from './event-feed.ts'
import { EventReader } from './event-reader.ts'
import type { KeepAlive } from './keep-alive.ts'
import { queryOf } from './query-of.ts'

export interface EventRouteParts {
  readonly feed: EventFeed
  readonly keepAlive: KeepAlive
  readonly locked: { readonly onRequest: onRequestHookHandler }
}

type EventType = RouterEvent['type']

const eventTypes: Readonly<Record<EventType, true>> = {
  ...{ 'request-start': true, 'request-end': true, 'request-refused': true },
  ...{ 'attempt-start': true, 'attempt-end': true, 'cooldown-start': true, fallback: true },
  ...{ 'strategy-fault': true, 'callback-fault': true, 'cache-lost': true, 'cache-back': true },
  ...{ 'store-lost': true, 'store-back': true, 'store-warn': true },
}

const isEventType = (name: string): name is EventType => Object.hasOwn(eventTypes, name)

/** What happens, as it happens, as server-sent events. */
export function addEventRoutes(app: FastifyInstance, { feed, keepAlive, locked }: EventRouteParts): void {
  app.get('/router/events', locked, (request, reply) => {
    const types = typesIn(queryOf(request.url).get('types'))
    if (feed.isFull) throw new TurnoutError('overloaded', 'The feed has as many readers as it takes.')
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      ...{ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
      ...{ 'x-request-id': request.id, 'x-accel-buffering': 'no' },
    })
    // So that a reader knows at once that it is heard.
    raw.write(': listening\n\n')
    keepAlive.watch(raw)
    raw.once('close', feed.add(new EventReader(raw, types)))
  })
}

function typesIn(list: string | null): ReadonlySet<EventType> | undefined {
  if (list === null || list === '') return undefined
  const names = list.split(',').map((name) => name.trim())
  const types = names.filter(isEventType)
  if (types.length === names.length) return new Set(types)
  const message = `\`types\` is a list of: ${Object.keys(eventTypes).join(', ')}.`
  throw new TurnoutError('bad-request', message, { code: 'invalid_value', param: 'types' })
}

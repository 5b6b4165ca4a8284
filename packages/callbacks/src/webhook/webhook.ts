import type { Callback, RequestEnd, Runtime } from '@turnout/core'
import { accepted } from '../delivery/accepted.ts'
import { decisionText } from '../delivery/decision-text.ts'
import { textDelivery } from '../delivery/delivery.ts'
import { endpointOf } from '../delivery/endpoint.ts'
import { post } from '../delivery/post.ts'
import { signature } from './signature.ts'

/** How records are put into one body: a JSON array, one a line, or one a request. */
export type WebhookFormat = 'json_array' | 'ndjson' | 'single'

export interface WebhookOptions {
  /** `http:` or `https:`. */
  readonly url: string
  readonly runtime: Runtime
  readonly headers?: Readonly<Record<string, string>>
  /** Bodies are signed with it. */
  readonly secret?: string
  /** Default: `json_array`. */
  readonly format?: WebhookFormat
  /** Which requests are told of; default: all. */
  readonly tells?: 'all' | 'successes' | 'failures'
  /** Whether records say who was looked at for each choice, which costs something; default: false. */
  readonly steps?: boolean
  /** Records in one body at the most; default: 100. */
  readonly batchSize?: number
  /** A record does not wait longer for others; default: 1000. */
  readonly everyMs?: number
  readonly name?: string
  readonly warn?: (message: string) => void
}

const timeoutMs = 10_000

/** Posts decision records (`decisionBody`) to a URL, in batches. Throws a `TypeError` where it cannot work. */
export function webhook(options: WebhookOptions): Callback {
  const { url, runtime, headers = {}, secret, format = 'json_array', tells = 'all', steps = false } = options
  const { name = 'webhook', warn = () => {}, batchSize, everyMs } = options
  const endpoint = endpointOf(url)
  if (!endpoint) throw new TypeError('its URL must be http or https, without a user in it')
  if (secret === '') throw new TypeError('its secret is empty')
  const stated = lowerCased(headers)
  if (secret !== undefined) delete stated[signatureName]
  const fixed = { 'content-type': contentTypes[format], 'user-agent': 'turnout', ...stated }
  const mostAtOnce = format === 'single' ? 1 : batchSize
  const line = textDelivery({
    ...{ name, to: endpoint.origin, runtime, warn, frame: frames[format] },
    ...(mostAtOnce === undefined ? {} : { mostAtOnce }),
    ...(everyMs === undefined ? {} : { everyMs }),
    async send(body) {
      const signed = secret === undefined ? {} : { ownHeaders: signedBy(secret, body, runtime.clock.wallMs()) }
      accepted(await post(runtime, { url, headers: fixed, ...signed, body, timeoutMs }))
    },
  })
  return {
    name,
    hears: ['request-end'],
    wantsSteps: steps,
    on(event) {
      if (event.type === 'request-end' && isTold(tells, event)) line.add(decisionText(event, steps))
    },
    losses: () => line.losses(),
    close: () => line.close(),
  }
}

const contentTypes = { json_array: 'application/json', ndjson: 'application/x-ndjson', single: 'application/json' }

const lines = { before: '', between: '\n', after: '' }
const frames = { json_array: { before: '[', between: ',', after: ']' }, ndjson: lines, single: lines }

const signatureName = 'x-turnout-signature'

const signedBy = (...given: Parameters<typeof signature>) => ({ [signatureName]: signature(...given) })

const isTold = (tells: NonNullable<WebhookOptions['tells']>, { failure }: RequestEnd): boolean =>
  tells === 'all' || (tells === 'failures') === (failure !== undefined)

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

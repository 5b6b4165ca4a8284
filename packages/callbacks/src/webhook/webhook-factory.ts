import {
  type CallbackContext,
  type CallbackFactory,
  defineCallback,
  isJsonObject,
  type JsonObject,
} from '@turnout/core'
import { Given } from '../delivery/given.ts'
import { type WebhookFormat, type WebhookOptions, webhook } from './webhook.ts'

/**
 * `webhook` of a configuration: its settings, under LiteLLM's names, too, or `GENERIC_LOGGER_ENDPOINT` and
 * `GENERIC_LOGGER_HEADERS`. (LiteLLM documentation, "Generic API Callback".)
 */
export const webhookFactory: CallbackFactory = defineCallback((context) => {
  const { name, warn } = context
  const url = new Given(context).text(['url', 'endpoint'], ['GENERIC_LOGGER_ENDPOINT'])
  if (!url) {
    warn(`${name}: nothing is sent, because callback_settings.${name}.url and GENERIC_LOGGER_ENDPOINT name no URL`)
    return undefined
  }
  try {
    return webhook({ url, ...optionsOf(context) })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    warn(`${name}: nothing is sent, because ${error.message}`)
    return undefined
  }
})

function optionsOf(context: CallbackContext): Omit<WebhookOptions, 'url'> {
  const { name, runtime, warn, settings, environment } = context
  const given = new Given(context)
  const seconds = given.number(['flush_interval'])
  const batchSize = given.number(['batch_size'])
  const secret = secretOf(settings)
  return {
    ...{
      name,
      runtime,
      warn,
      format: formatOf(settings),
      tells: tellsOf(settings),
      steps: given.flag('steps') ?? false,
    },
    headers: headersOf(settings) ?? pairsOf(environment['GENERIC_LOGGER_HEADERS']?.reveal() ?? ''),
    ...(secret === undefined ? {} : { secret }),
    ...(batchSize ? { batchSize: Math.ceil(batchSize) } : {}),
    ...(seconds === undefined ? {} : { everyMs: seconds * 1_000 }),
  }
}

/** One that is there and says nothing, such as that of a variable that is not set, must not mean that nothing is signed. */
const secretOf = ({ secret }: JsonObject): string | undefined =>
  secret === undefined || typeof secret === 'string' ? secret : ''

const headersOf = ({ headers }: JsonObject): Record<string, string> | undefined =>
  isJsonObject(headers)
    ? Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
      )
    : undefined

/** `Name=value,Other=value`. */
const pairsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split(',').flatMap((pair) => {
      const at = pair.indexOf('=')
      return at > 0 ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]] : []
    }),
  )

const formatOf = ({ log_format: format }: JsonObject): WebhookFormat =>
  format === 'ndjson' || format === 'single' ? format : 'json_array'

function tellsOf({ event_types: types }: JsonObject): NonNullable<WebhookOptions['tells']> {
  const said = Array.isArray(types) ? types : []
  const [successes, failures] = [said.includes('llm_api_success'), said.includes('llm_api_failure')]
  if (successes === failures) return 'all'
  return successes ? 'successes' : 'failures'
}

import { isJsonObject } from '../json.ts'
import type { Feature } from './features.ts'

type Body = Readonly<Record<string, unknown>>

/**
 * Where a request asks for a feature: the names of its parameters, or places like `messages[2].content[0]`. Values that
 * ask for no more than every model does (`n: 1`, `temperature: null`, `tool_choice: "auto"`) are nothing.
 */
export const askedPaths = (feature: Feature, request: Body): readonly string[] => asks[feature](request)

/** The parameters whose value asks for something. */
const params =
  (...rows: readonly (readonly [name: string, asks: (value: unknown) => boolean])[]) =>
  (request: Body): readonly string[] =>
    rows.flatMap(([name, asksFor]) => (asksFor(request[name] ?? undefined) ? [name] : []))

const given = (value: unknown) => value !== undefined
const isTrue = (value: unknown) => value === true
const other = (usual: unknown) => (value: unknown) => value !== undefined && value !== usual
const filled = (value: unknown): boolean =>
  typeof value === 'string' || Array.isArray(value) ? value.length > 0 : isJsonObject(value) && hasKeys(value)
const hasKeys = (value: object) => Object.keys(value).length > 0
const formatOf = (type: string) => (value: unknown) => isJsonObject(value) && value['type'] === type

/** Chat says whether, text completion says how many. */
const wantsLogprobs = (value: unknown) => value === true || typeof value === 'number'

const thinks = (value: unknown) => isJsonObject(value) && value['type'] !== 'disabled'

const asks: Readonly<Record<Feature, (request: Body) => readonly string[]>> = {
  temperature: params(['temperature', other(1)]),
  top_p: params(['top_p', other(1)]),
  stop: params(['stop', filled]),
  seed: params(['seed', given]),
  n: params(['n', other(1)]),
  penalties: params(['frequency_penalty', other(0)], ['presence_penalty', other(0)]),
  logit_bias: params(['logit_bias', filled]),
  logprobs: params(['logprobs', wantsLogprobs], ['top_logprobs', other(0)]),
  tools: (request) => [...toolParams(request), ...messages(request, usesTools)],
  tool_choice: params(['tool_choice', other('auto')], ['function_call', other('auto')]),
  parallel_tool_calls: params(['parallel_tool_calls', (value) => value === false]),
  json_object: params(['response_format', formatOf('json_object')]),
  json_schema: params(['response_format', formatOf('json_schema')]),
  reasoning: params(['reasoning_effort', other('none')], ['thinking', thinks]),
  web_search: params(['web_search_options', given]),
  prediction: params(['prediction', given]),
  audio_output: params(['audio', given], ['modalities', (value) => Array.isArray(value) && value.includes('audio')]),
  images: (request) => parts(request, 'image_url'),
  files: (request) => parts(request, 'file'),
  audio: (request) => parts(request, 'input_audio'),
  dimensions: params(['dimensions', given]),
  token_input: params(['input', isTokens], ['prompt', isTokens]),
  suffix: params(['suffix', filled]),
  echo: params(['echo', isTrue]),
  best_of: params(['best_of', other(1)]),
}

const toolParams = params(['tools', filled], ['functions', filled])

function isTokens(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : undefined
  return typeof first === 'number' || (Array.isArray(first) && typeof first[0] === 'number')
}

const usesTools = ({ role, tool_calls: calls, function_call: call }: Body): boolean =>
  role === 'tool' || role === 'function' || filled(calls) || isJsonObject(call)

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const messages = (request: Body, asksFor: (message: Body) => boolean): readonly string[] =>
  listed(request['messages']).flatMap((message, at) =>
    isJsonObject(message) && asksFor(message) ? [`messages[${at}]`] : [],
  )

const parts = (request: Body, type: string): readonly string[] =>
  listed(request['messages']).flatMap((message, at) =>
    listed(isJsonObject(message) ? message['content'] : undefined).flatMap((part, index) =>
      isJsonObject(part) && part['type'] === type ? [`messages[${at}].content[${index}]`] : [],
    ),
  )

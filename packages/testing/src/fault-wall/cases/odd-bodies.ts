import type { FaultCase } from '../case.ts'
import { goodText } from '../client.ts'
import { answered, refused } from '../outcomes.ts'
import { body, odd, ours, sends } from './odd-request.ts'
import { wholeStream } from './stream-scripts.ts'

const invalidJson = refused(400, 'invalid_json')
const invalidType = refused(400, 'invalid_type')
const notAllowed = refused(400, 'parameter_not_allowed')
const deep = '['.repeat(10_000) + ']'.repeat(10_000)
const extra = (text: string) => body((good) => `${good.slice(0, -1)},${text}}`)

/** What a client sends is not what it should be: bodies. */
export const oddBodies: readonly FaultCase[] = [
  odd(
    'C12',
    'a body that is no JSON',
    body(() => '{"model":'),
    invalidJson,
  ),
  odd(
    'C12',
    'an empty body',
    body(() => ''),
    invalidJson,
  ),
  odd(
    'C12',
    'something behind the JSON',
    body((good) => `${good} tail`),
    invalidJson,
  ),
  ours(
    odd(
      'C12',
      'a list for a body',
      body(() => '[]'),
      invalidType,
      invalidJson,
    ),
  ),
  ours(
    odd(
      'C12',
      'a text for a body',
      body(() => '"hello"'),
      invalidType,
      invalidJson,
    ),
  ),
  ours(odd('C13', 'JSON that nests 10 000 deep', extra(`"metadata":${deep}`), refused(400, 'json_too_deep'))),
  ours(odd('C14', '“model” twice', extra('"model":"other"'), refused(404, 'model_not_found'), refused(400))),
  {
    ...odd(
      'C14',
      '“stream” twice: the last counts, for the provider too',
      extra('"stream":false,"stream":true'),
      answered,
      refused(400),
    ),
    ownRunOnly: 'what a key means that is there twice may be left to the provider',
    upstream: [wholeStream],
    never: '"stream":false',
  },
  ours(odd('C15', 'a key called __proto__', extra('"__proto__":{"polluted":true}'), answered, refused(400))),
  ours(
    odd(
      'C15',
      'a key called constructor',
      extra('"constructor":{"prototype":{"polluted":true}}'),
      answered,
      refused(400),
    ),
  ),
  ours(
    odd(
      'C17',
      'a body that is no UTF-8',
      sends((asked) => {
        const [before = '', after = ''] = goodText(asked).split('What')
        return Uint8Array.from([...Buffer.from(before), 0xff, 0xfe, 0xc0, 0xaf, ...Buffer.from(after)])
      }),
      refused(400, 'invalid_encoding'),
    ),
  ),
  ours(
    odd(
      'C17',
      'lone surrogates, NUL and line separators, escaped',
      extra('"user":"\\ud800 \\u0000 \\u2028"'),
      answered,
    ),
  ),
  ours(odd('C18', 'max_tokens beyond all numbers', extra('"max_tokens":1e309'), answered, refused(400))),
  ours(odd('C18', 'a temperature in words', extra('"temperature":"NaN"'), refused(400), answered)),
  ours(odd('C25', 'a request that names its own provider', extra('"api_base":"http://evil.example"'), notAllowed)),
  ours(odd('C25', 'a request with its own key', extra('"api_key":"sk-other"'), notAllowed)),
  ours(
    odd(
      'C25',
      'a request with its own model list',
      extra('"user_config":{"model_list":[{"litellm_params":{"api_base":"http://evil.example"}}]}'),
      notAllowed,
    ),
  ),
  ours(odd('C26', '“stream” as a text', extra('"stream":"true"'), invalidType)),
  ours(odd('C26', '“stream” as a number', extra('"stream":1'), invalidType)),
  ours(
    odd(
      'C28',
      'a model’s name of 1 MiB',
      body((good) => good.replace(/"model":"[^"]*"/, `"model":"${'m'.repeat(1 << 20)}"`)),
      refused(404, 'model_not_found'),
    ),
  ),
  ours(
    odd(
      'C28',
      'a model’s name with control characters and a path',
      body((good) => good.replace(/"model":"[^"]*"/, '"model":"../\\u0000\\r\\n/etc/passwd"')),
      refused(404, 'model_not_found'),
    ),
  ),
]

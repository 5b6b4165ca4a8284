import { fromObject } from '@turnout/config-loader'
import { httpError } from '@turnout/provider-adapters/kit'
import { defineTarget, law } from '../target.ts'

/** A first line that is an expression of `error_patterns`, then what a provider says: refused, or looked for in time. */
export const errorPattern = defineTarget({
  name: 'error-pattern',
  // Operators write them: eighteen options, the most that is let through, take 0.3 s of a message written against them.
  mostMs: 1_000,
  words: [
    'a*',
    'a+',
    '(a|b)',
    '(?:a)',
    '.*',
    '[ab]',
    '{1,9}',
    '{2}',
    '?',
    '\\1',
    '\\d+',
    '^',
    '$',
    '|',
    '(?=',
    '\n',
    'aaaaaaaaaaaaaaaa',
  ],
  run(bytes) {
    const [expression = '', ...rest] = bytes.toString('utf8').split('\n')
    const { config } = fromObject(
      {
        model_list: [{ model_name: 'm', litellm_params: { model: 'gpt-4' } }],
        router_settings: { error_patterns: [{ match: `/${expression}/`, kind: 'rate-limit' }] },
      },
      { environment: {} },
    )
    const [deployment] = config?.deployments ?? []
    if (!deployment) return
    const { kind } = httpError(deployment, { status: 400, headers: {}, body: rest.join('\n'), wallMs: 0 })
    law(kind !== undefined, 'is of no kind')
  },
})

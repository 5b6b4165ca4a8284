import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { OperationName } from '@turnout/core'
import { createRouter, type Reply } from '@turnout/router'
import { replyHeaders } from '@turnout/router/http'
import { makeDeployment, testRuntime } from '@turnout/testing'
import { defineTarget, law } from '../target.ts'

const router = createRouter({
  modelList: [{ modelName: 'm', litellmParams: { model: 'simulated/m', mock_response: 'hi' } }],
  runtime: testRuntime(),
})
const reply: Reply<OperationName> = await router.call('chat', { model: 'm', messages: [{ role: 'user', content: '' }] })
reply.cancel()

/** Names of any text, one a line: the group, the deployment, a dropped parameter, and headers of the provider. */
export const replyHeadersOf = defineTarget({
  name: 'reply-headers',
  words: ['\n', '\r', '\0', 'é', '😀', '\ud83d', '%', ' ', '\t', '\x7f', 'x-ratelimit-limit-requests:', '100', 'sk-'],
  run(bytes) {
    const [group = '', id = '', dropped = '', ...lines] = bytes.toString('utf8').split('\n')
    const headers = Object.fromEntries(lines.map((line) => [line.split(':')[0] ?? '', line.split(':')[1]]))
    const other: Reply<OperationName> = Object.create(reply, {
      group: { value: group },
      deployment: { value: { ...makeDeployment({ model: 'm' }), id } },
      droppedParams: { value: [dropped] },
      head: { value: { status: 200, headers } },
    })
    const told = replyHeaders(other, { litellm: true })
    law(told.length % 2 === 0, 'is no list of pairs')
    for (const [at, text] of told.entries())
      if (at % 2 === 0) validateHeaderName(text)
      else {
        validateHeaderValue('x', text)
        law(/^[ -~]*$/.test(text), `is not printable: ${JSON.stringify(text)}`)
      }
  },
})

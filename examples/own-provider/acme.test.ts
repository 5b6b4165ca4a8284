import { Secret } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { describeProviderAdapter } from '@turnout/testing/conformance'
import { acme } from './acme.ts'

const text = 'Beep beep.'
const stream = [{ say: 'Beep ' }, { say: 'beep.' }, { end: 'done', spent: { in: 3, out: 2 } }]

describeProviderAdapter('acme', () => ({
  adapter: acme(),
  deployment: makeDeployment({ provider: 'acme', model: 'roadrunner', apiKey: new Secret('sk-top-secret') }),
  request: { model: 'robot', messages: [{ role: 'user', content: 'Hello?' }] },
  plain: { text, body: JSON.stringify({ say: text, end: 'done', spent: { in: 3, out: 2 } }) },
  stream: { text, body: stream.map((piece) => `data: ${JSON.stringify(piece)}\n\n`).join('') },
}))

// A router from a LiteLLM file: the same groups, aliases and fallbacks as the proxy serves.
import { fileURLToPath } from 'node:url'
import { createRouterFromConfig } from '@turnout/router'

const router = await createRouterFromConfig(fileURLToPath(new URL('quickstart.yaml', import.meta.url)))
for (const { id } of router.models()) console.log('model:', id)

// Every deployment of `down` fails, so its fallback answers.
const stream = await router.completion({
  model: 'down',
  messages: [{ role: 'user', content: 'Is anybody there?' }],
  stream: true,
})
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '')
const { group, failedAttempts, fallbacks } = stream.reply
console.log(`\n${group} answered, after ${failedAttempts.length} failed attempts and ${fallbacks} fallback`)

await router.close()

// A provider of your own: an adapter is a name and one function for each operation it serves.
import { type Batch, type ChatCompletion, type ProviderAdapter, ProviderError } from '@turnout/core'
import { createRouter } from '@turnout/router'

async function* one<T>(value: T): AsyncGenerator<T> {
  yield value
}

const parrot: ProviderAdapter = {
  name: 'parrot',
  operations: {
    async chat({ request, deployment, stream, scope, runtime }) {
      if (stream) throw new ProviderError('bad-request', 'The parrot does not stream.', { param: 'stream' })
      await runtime.clock.sleep(20, scope)
      if (scope.reason) throw scope.reason
      const result: ChatCompletion = {
        id: runtime.id(),
        object: 'chat.completion',
        created: Math.floor(runtime.clock.wallMs() / 1000),
        model: deployment.model,
        choices: [{ index: 0, message: { role: 'assistant', content: said(request) }, finish_reason: 'stop' }],
      }
      const batch: Batch<'chat'> = { kind: 'whole', result: () => result, usage: () => undefined }
      return { head: { status: 200, headers: {} }, batches: one(batch), cancel() {} }
    },
  },
}

const said = ({ messages }: { readonly messages: readonly { readonly content?: unknown }[] }): string =>
  `${messages.at(-1)?.content}!`

const router = createRouter({
  modelList: [{ modelName: 'pet', litellmParams: { model: 'parrot/polly' } }],
  providers: { parrot },
})

const answer = await router.completion({ model: 'pet', messages: [{ role: 'user', content: 'Polly wants a cracker' }] })
console.log(answer.model, 'says:', answer.choices[0]?.message.content)

await router.close()

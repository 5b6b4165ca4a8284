import { CancelScope, type ProviderCall, ProviderError } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { makeDeployment } from './make-deployment.ts'
import { cutsAfter, fails, hangs, type ScriptedProvider, says, scriptedProvider } from './scripted-provider.ts'
import { testRuntime } from './test-runtime.ts'

const callOf = (stream: boolean, scope = new CancelScope(), model = 'm'): ProviderCall<'chat'> => ({
  ...{ operation: 'chat', request: { model: 'group', messages: [] }, deployment: makeDeployment({ model }) },
  ...{ raw: undefined, stream, scope, runtime: testRuntime() },
})

/** What came, and how it ended. */
async function ask(provider: ScriptedProvider, call: ProviderCall<'chat'>) {
  const texts: (string | null | undefined)[] = []
  const contents: boolean[] = []
  try {
    const exchange = await provider.operations.chat?.(call)
    for await (const batch of exchange?.batches ?? []) {
      if (batch.kind === 'whole') texts.push(String(batch.result().choices[0]?.message.content))
      else {
        contents.push(batch.facts.content)
        for (const chunk of batch.chunks()) texts.push(chunk.choices[0]?.delta.content)
      }
    }
    return { texts, contents, failure: undefined }
  } catch (failure) {
    if (!ProviderError.is(failure)) throw failure
    return { texts, contents, failure: failure.kind }
  }
}

describe('scriptedProvider', () => {
  it('follows the script of a model, and repeats its last step', async () => {
    const provider = scriptedProvider({ m: [fails('rate-limit'), says('hello')] })
    const answers = [
      await ask(provider, callOf(false)),
      await ask(provider, callOf(false)),
      await ask(provider, callOf(false)),
    ]
    expect(answers.map(({ texts, failure }) => failure ?? texts[0])).toEqual(['rate-limit', 'hello', 'hello'])
  })

  it('counts each model by itself, and answers for one without a script', async () => {
    const provider = scriptedProvider({ m: [says('first'), says('second')], n: [says('first of n')] })
    await ask(provider, callOf(false))
    expect((await ask(provider, callOf(false, new CancelScope(), 'n'))).texts).toEqual(['first of n'])
    expect((await ask(provider, callOf(false, new CancelScope(), 'other'))).texts).toEqual(['hello from other'])
  })

  it('streams the role first, which is no content', async () => {
    const answer = await ask(scriptedProvider({ m: [says('hello')] }), callOf(true))
    expect(answer).toEqual({
      texts: [undefined, 'hello', undefined],
      contents: [false, true, true],
      failure: undefined,
    })
  })

  it('cuts a stream after its text', async () => {
    const answer = await ask(scriptedProvider({ m: [cutsAfter('hel')] }), callOf(true))
    expect(answer).toEqual({ texts: [undefined, 'hel'], contents: [false, true], failure: 'connection' })
  })

  it('cuts a stream before any content where there is no text', async () => {
    const answer = await ask(scriptedProvider({ m: [cutsAfter('')] }), callOf(true))
    expect(answer).toEqual({ texts: [undefined], contents: [false], failure: 'connection' })
  })

  it('just fails a plain request that is cut', async () => {
    expect(await ask(scriptedProvider({ m: [cutsAfter('hel')] }), callOf(false))).toMatchObject({
      ...{ texts: [], failure: 'connection' },
    })
  })

  it('hangs until it is cancelled', async () => {
    const [scope, provider] = [new CancelScope(), scriptedProvider({ m: [hangs()] })]
    const answer = ask(provider, callOf(false, scope))
    expect(await Promise.race([answer, Promise.resolve('still waiting')])).toBe('still waiting')
    scope.cancel(new ProviderError('timeout', 'Too slow.'))
    expect(await answer).toMatchObject({ failure: 'timeout' })
  })

  it('remembers its calls, and counts those that were cancelled', async () => {
    const provider = scriptedProvider({}, 'mine')
    const call = callOf(false)
    const exchange = await provider.operations.chat?.(call)
    expect([provider.name, provider.calls, provider.cancelled]).toEqual(['mine', [call], 0])
    exchange?.cancel()
    expect(provider.cancelled).toBe(1)
  })

  it('counts what it used', async () => {
    const exchange = await scriptedProvider({ m: [says('hello')] }).operations.chat?.(callOf(false))
    for await (const batch of exchange?.batches ?? [])
      expect(batch.kind === 'whole' && batch.usage()).toEqual({
        prompt_tokens: 1,
        completion_tokens: 5,
        total_tokens: 6,
      })
    expect.assertions(1)
  })
})

import { fails, scriptedProvider, testRuntime } from '@turnout/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { RouterOptions } from '../options.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const

const graph = fc.array(
  fc.tuple(fc.constantFrom(...names, '*'), fc.array(fc.constantFrom(...names, 'nowhere'), { maxLength: 5 })),
  {
    maxLength: 7,
  },
)

it('a fallback walk ends, and visits a group once, for any graph', async () => {
  await fc.assert(
    fc.asyncProperty(graph, fc.nat(8), async (edges, maxFallbacks) => {
      const provider = scriptedProvider(Object.fromEntries(names.map((name) => [name, [fails('server')]])))
      const runtime = testRuntime()
      const router = createRouter({
        modelList: names.map((name) => ({ modelName: name, litellmParams: { model: `scripted/${name}` } })),
        fallbacks: edges.map(([group, targets]) => ({ [group]: targets })),
        ...{ maxFallbacks, numRetries: 0, providers: { scripted: provider }, runtime },
      } as RouterOptions)
      const request = { model: 'a', messages: [{ role: 'user', content: 'hi' }] }
      await expect(runtime.clock.finish(router.completion(request))).rejects.toMatchObject({ kind: 'server' })
      const visited = provider.calls.map(({ deployment }) => deployment.group)
      expect(visited[0]).toBe('a')
      expect(new Set(visited).size).toBe(visited.length)
      expect(visited.length).toBeLessThanOrEqual(maxFallbacks + 1)
    }),
    { numRuns: 200 },
  )
}, 30_000)

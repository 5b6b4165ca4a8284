import { parseConfig } from '@turnout/config-loader'
import { decisionBody, explanationBody } from '@turnout/core'
import { createRouterFrom } from '@turnout/router'
import { testRuntime } from '@turnout/testing'
import { plain } from '../../apps/cli/src/check/paint.ts'
import { drawDecision } from '../../apps/cli/src/explain/draw-decision.ts'
import { drawExplanation } from '../../apps/cli/src/explain/draw-explanation.ts'
import { toldDecision, toldExplanation } from '../../apps/cli/src/explain/told.ts'
import { countingProvider } from './counting-provider.ts'
import type { Scene } from './scenes.ts'

const width = 100

/** What `turnout explain` draws of a scene under this configuration: always the same, because nothing in it is ambient. */
export async function drawn({ title, script, play }: Scene, yaml: string): Promise<string> {
  const { config, problems } = parseConfig(yaml, { environment: { KEY: 'x' } })
  if (!config) throw new Error(`${title}: ${JSON.stringify(problems)}`)
  const runtime = testRuntime()
  const names = new Set(config.deployments.map(({ provider }) => provider))
  const providers = Object.fromEntries([...names].map((name) => [name, countingProvider(script, name)]))
  const router = await createRouterFrom(config, { runtime, providers, callbacks: [{ name: 'listener', on() {} }] })
  const told = await play({ router, clock: runtime.clock })
  await router.close()
  return 'choices' in told
    ? drawExplanation(toldExplanation.parse(explanationBody(told)), width, plain)
    : drawDecision(toldDecision.parse(decisionBody(told)), width, plain)
}

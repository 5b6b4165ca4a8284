import type { DecisionStep } from '@turnout/core'
import { doubleAttribute, textAttribute } from './attribute.ts'
import { unixNanos } from './unix-nanos.ts'

const wait = doubleAttribute('turnout.wait_ms')
const from = textAttribute('turnout.from')
const to = textAttribute('turnout.to')
const errorType = textAttribute('error.type')
const deploymentId = textAttribute('turnout.deployment.id')
const cooldown = doubleAttribute('turnout.cooldown_ms')

/** Waits, fallbacks and cooldowns as events of a span; `wallOf` gives ms since the Unix epoch. No comma at the beginning. */
export function stepEvents(steps: readonly DecisionStep[], wallOf: (atMs: number) => number): string {
  let text = ''
  for (const step of steps) {
    const attributes = attributesOf(step)
    if (attributes === undefined) continue
    const time = unixNanos(wallOf(step.atMs))
    text += `,{"timeUnixNano":"${time}","name":"turnout.${step.type}","attributes":[${attributes.slice(1)}]}`
  }
  return text.slice(1)
}

function attributesOf(step: DecisionStep): string | undefined {
  if (step.type === 'wait') return wait(step.waitMs)
  if (step.type === 'fallback') return from(step.from) + to(step.to) + errorType(step.kind)
  if (step.type === 'cooldown')
    return deploymentId(step.deploymentId) + errorType(step.kind) + cooldown(step.durationMs)
  return undefined
}

import type { Json, RouterConfig } from '@turnout/core'
import type { Available } from '../available.ts'
import type { Path, Problem } from '../problem.ts'
import { asItIs, type Shown } from './shown-names.ts'

/** What the strategies that serve have against `routing_strategy_args`. Values of variables are told nowhere. */
export function checkStrategyArguments(
  { routingStrategy, groupStrategies, routingStrategyArgs }: RouterConfig,
  { strategyFault }: Partial<Available>,
  shown: Shown = asItIs,
): readonly Problem[] {
  const names = new Set([routingStrategy, ...Object.values(groupStrategies)])
  const faults = new Set([...names].flatMap((name) => strategyFault?.(name, routingStrategyArgs) ?? []))
  const path: Path = ['router_settings', 'routing_strategy_args']
  return [...faults].map((fault) => ({
    ...{ level: 'error', code: 'bad-strategy-args', path },
    message: textsIn(routingStrategyArgs).reduce(
      (message, text) => (shown(text) === text ? message : message.replaceAll(JSON.stringify(text), shown(text))),
      fault.replace(/^routing_strategy_args\./, ''),
    ),
  }))
}

function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

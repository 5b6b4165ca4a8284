import type { Path, Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { longestTimerMs } from '../timer.ts'

const keys = [
  ...['timeout', 'stream_timeout', 'request_timeout', 'deadline', 'retry_after'],
  ...['cooldown_time', 'drain_delay', 'drain_timeout', 'command_timeout', 'exchange_interval'],
]

/** Times that no timer can wait: the longest that one can is taken. */
export function checkTimers(file: ConfigFile): readonly Problem[] {
  return [
    ...tooLong(file.router_settings, ['router_settings']),
    ...tooLong(file.router_settings?.state, ['router_settings', 'state']),
    ...tooLong(file.litellm_settings, ['litellm_settings']),
    ...tooLong(file.general_settings, ['general_settings']),
    ...(file.model_list ?? []).flatMap(({ litellm_params }, index) =>
      tooLong(litellm_params, ['model_list', index, 'litellm_params']),
    ),
  ]
}

const tooLong = (section: Readonly<Record<string, unknown>> | null | undefined, path: Path): readonly Problem[] =>
  keys
    .filter((key) => Number(section?.[key] ?? 0) * 1000 > longestTimerMs)
    .map((key) => ({ level: 'warning', code: 'too-long', message, path: [...path, key] }))

const message = `is longer than a timer can wait; ${Math.floor(longestTimerMs / 1000)} seconds are taken.`

import type { CallbackSettings } from '@turnout/core'

/** `callback_settings.prometheus.max_series`; undefined where it is no such number. */
export function maxSeriesOf(callbacks: readonly CallbackSettings[] = []): number | undefined {
  const given = callbacks.find(({ name }) => name === 'prometheus')?.settings['max_series']
  return typeof given === 'number' && given > 0 ? given : undefined
}

import type { JsonObject } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { simulatedSettings } from './settings.ts'

const settingsOf = (simulated?: JsonObject) =>
  simulatedSettings(makeDeployment({ model: 'm', settings: simulated ? { simulated } : {} }))

describe('simulatedSettings', () => {
  it('have defaults', () => {
    expect(settingsOf()).toEqual({
      ...{ latency_ms: 50, tokens_per_second: 100, error_rate: 0, error: 'unavailable', stream_cut_rate: 0 },
    })
  })

  it.each<JsonObject>([
    { error_rate: 2 },
    { latency_ms: -1 },
    { tokens_per_second: 0 },
    { error: 'bad luck' },
    { seed: 0.5 },
  ])('refuse %j', (simulated) => {
    expect(() => settingsOf(simulated)).toThrow(Object.keys(simulated)[0])
  })
})

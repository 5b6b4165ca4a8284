import type { Deployment } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { placeOf } from './endpoint.ts'

const place = (given: Partial<Deployment>) => placeOf(makeDeployment({ model: 'a.b-v1:0', ...given }))

describe('placeOf', () => {
  it('escapes a model for its path', () => {
    expect(place({}).modelPath).toBe('/model/a.b-v1%3A0')
    const arn = 'arn:aws:bedrock:us-east-1:1:inference-profile/us.a'
    expect(place({ model: arn }).modelPath).toBe(
      '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.a',
    )
  })

  it.each<readonly [given: Partial<Deployment>, region: string]>([
    [{}, 'us-west-2'],
    [{ settings: { aws_region_name: 'eu-west-1' } }, 'eu-west-1'],
    [{ settings: { aws_region_name: 'eu-west-1' }, model: 'us-east-2/a.b' }, 'us-east-2'],
    [{ settings: { aws_region_name: 'eu-west-1' }, model: 'arn:aws:bedrock:us-east-2:1:x/y' }, 'us-east-2'],
  ])('knows the region of %j', (given, region) => {
    expect(place(given)).toMatchObject({ region, origin: `https://bedrock-runtime.${region}.amazonaws.com` })
  })

  it('asks China at its own address', () => {
    const settings = { aws_region_name: 'cn-north-1' }
    expect(place({ settings }).origin).toBe('https://bedrock-runtime.cn-north-1.amazonaws.com.cn')
  })

  it('asks where the deployment says', () => {
    const settings = { aws_bedrock_runtime_endpoint: 'https://vpce-1.example' }
    expect(place({ settings }).origin).toBe('https://vpce-1.example')
    expect(place({ settings, apiBase: 'http://h:1/base/' })).toMatchObject({
      ...{ origin: 'http://h:1', modelPath: '/base/model/a.b-v1%3A0' },
    })
  })
})

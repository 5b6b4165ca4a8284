import { describe, expect, it } from 'vitest'
import { modelNameOf } from './model-id.ts'

const profile = 'arn:aws:bedrock:eu-west-3:123456789012:application-inference-profile/ab12cd34ef56'
const provisioned = 'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:provisioned-model/ab12'

describe('modelNameOf', () => {
  it.each([
    ['anthropic.claude-3-sonnet-20240229-v1:0', 'anthropic.claude-3-sonnet-20240229-v1:0'],
    ['converse/us.amazon.nova-2-lite-v1:0', 'us.amazon.nova-2-lite-v1:0'],
    ['invoke/us.amazon.nova-2-lite-v1:0', 'us.amazon.nova-2-lite-v1:0'],
    ['us-east-1/anthropic.claude-v2:1', 'anthropic.claude-v2:1', 'us-east-1'],
    ['us-gov-west-1/anthropic.claude-v2:1', 'anthropic.claude-v2:1', 'us-gov-west-1'],
    ['converse/eu-central-1/x.y', 'x.y', 'eu-central-1'],
    ['eu-central-1/converse/x.y', 'x.y', 'eu-central-1'],
    [profile, profile, 'eu-west-3'],
    [`converse/${profile}`, profile, 'eu-west-3'],
    [provisioned, provisioned, 'us-gov-west-1'],
    ['arn:aws:bedrock:::foundation-model/x.y', 'arn:aws:bedrock:::foundation-model/x.y'],
  ])('reads %s', (model, id, region?: string) => {
    expect(modelNameOf(model)).toEqual({ id, region })
  })
})

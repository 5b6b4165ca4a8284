import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Deployment, Secret } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { chainOf } from './credential-chain.ts'
import type { AwsCredentials } from './credentials.ts'

const profiles = `[default]
aws_access_key_id = DEFAULT
aws_secret_access_key = s1
[prod]
aws_access_key_id = PROD
aws_secret_access_key = s2
aws_session_token = t2
`

/** Nothing of the machine's own. */
function environment(more: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'aws-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'credentials'), profiles)
  writeFileSync(join(folder, 'config'), '')
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined)
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'))
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'))
  for (const [name, value] of Object.entries(more)) vi.stubEnv(name, value)
}

const credentials = (
  settings: Deployment['settings'] = {},
  stated?: AwsCredentials,
  secrets: Deployment['secrets'] = {},
) => chainOf(makeDeployment({ model: 'm', settings, secrets }), 'us-east-1', stated)()

afterEach(() => vi.unstubAllEnvs())

describe('chainOf', () => {
  it('finds the variables of the environment, and profiles', async () => {
    environment({ AWS_ACCESS_KEY_ID: 'ENV', AWS_SECRET_ACCESS_KEY: 's' })
    expect(await credentials()).toMatchObject({ accessKeyId: 'ENV' })
    expect(await credentials({ aws_profile_name: 'prod' })).toMatchObject({ accessKeyId: 'PROD', sessionToken: 't2' })
  })

  it('finds the usual profile where there is nothing else', async () => {
    environment()
    expect(await credentials()).toMatchObject({ accessKeyId: 'DEFAULT' })
  })

  it('takes the role that is named, on the ground of the keys that are stated', async () => {
    const asked: string[] = []
    const server = createServer(async (request, response) => {
      let body = ''
      for await (const piece of request) body += piece
      asked.push(`${request.headers.authorization} ${body}`)
      response.setHeader('content-type', 'text/xml')
      response.end(`<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
        <AccessKeyId>ROLE</AccessKeyId><SecretAccessKey>s3</SecretAccessKey><SessionToken>t3</SessionToken>
        <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.close()
    })
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    environment({ AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}` })
    const stated = { accessKeyId: 'STATED', secretAccessKey: 's' }
    const role = { aws_role_name: 'arn:aws:iam::123456789012:role/r', aws_session_name: 'mine' }
    expect(await credentials(role, stated, { aws_external_id: new Secret('x-1') })).toMatchObject({
      ...{ accessKeyId: 'ROLE', sessionToken: 't3', expiration: new Date('2099-01-01') },
    })
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatch(/Credential=STATED.*RoleArn=arn.*role%2Fr.*RoleSessionName=mine.*ExternalId=x-1/)
  })

  it('says what is missing where the AWS SDK is not installed', async () => {
    vi.doMock('@aws-sdk/credential-providers', () => {
      throw new Error('Cannot find package')
    })
    onTestFinished(() => {
      vi.doUnmock('@aws-sdk/credential-providers')
    })
    await expect(credentials()).rejects.toThrow(
      expect.objectContaining({
        code: 'deployment_misconfigured',
        message: expect.stringContaining('@aws-sdk/credential-providers'),
      }),
    )
  })
})

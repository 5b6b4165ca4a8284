import type { Deployment, OperationName, ProviderAdapter, ProviderCall, TransportRequest } from '@turnout/core'
import { extraHeaders, perDeployment } from '../kit/endpoint.ts'
import { openExchange } from '../kit/open-exchange.ts'
import { translateStream } from '../kit/translate-stream.ts'
import { wholeAnswer } from './answer.ts'
import { unsupportedByBedrock } from './capabilities.ts'
import { type CredentialProvider, credentialSource, namesCredentials } from './credentials.ts'
import { embed } from './embeddings/embeddings.ts'
import { placeOf } from './endpoint.ts'
import { eventStreamDecoder } from './event-stream.ts'
import { EventTranslator } from './events.ts'
import { chatBody } from './request.ts'
import { signatureHeaders } from './sign.ts'

export interface BedrockOptions {
  /** The application's own credentials, for deployments that state none; in place of the AWS SDK's chain. */
  readonly credentials?: CredentialProvider
}

/** Makes the request that asks a deployment's model for an operation of Bedrock: its address, its body, its signature. */
export type Write = (call: ProviderCall<OperationName>, operation: string, body: string) => Promise<TransportRequest>

const fixed = ['content-type', 'application/json', 'accept-encoding', 'identity']

/** Amazon Bedrock: chat by Converse and ConverseStream, embeddings by InvokeModel. */
export function bedrock({ credentials }: BedrockOptions = {}): ProviderAdapter {
  const writerOf = perDeployment((deployment: Deployment): Write => {
    const { origin, region, modelPath } = placeOf(deployment)
    const headers = [...fixed, ...extraHeaders(deployment)]
    const authorization = authorizationOf(deployment, region, credentials)
    return async (call, operation, body) => {
      const path = `${modelPath}/${operation}`
      const own = await authorization(call, origin + path, body)
      return { origin, path, method: 'POST', headers: [...headers, ...own], body }
    }
  })
  const write: Write = (call, operation, body) => writerOf(call.deployment)(call, operation, body)
  return {
    name: 'bedrock',
    unsupported: unsupportedByBedrock,
    operations: {
      async chat(call) {
        const request = await write(call, call.stream ? 'converse-stream' : 'converse', chatBody(call))
        return openExchange(call, request, {
          streamType: 'vnd.amazon.eventstream',
          whole: (answer) => wholeAnswer(answer, call),
          stream: (answer) => translateStream(answer, call, eventStreamDecoder(), new EventTranslator(call)),
        })
      },
      embedding: (call) => embed(call, write),
    },
  }
}

type Authorization = (call: ProviderCall<OperationName>, url: string, body: string) => Promise<string[]>

/** AWS keys, a role or a profile that are named sign; else a Bedrock API key is sent as it is, if there is one. */
function authorizationOf(
  deployment: Deployment,
  region: string,
  provider: CredentialProvider | undefined,
): Authorization {
  const key = deployment.apiKey
  if (key && !namesCredentials(deployment)) return async () => ['authorization', `Bearer ${key.reveal()}`]
  const source = credentialSource(deployment, region, provider)
  return async (call, url, body) => {
    const scope = { region, service: 'bedrock', wallMs: call.runtime.clock.wallMs(), credentials: await source(call) }
    return signatureHeaders({ method: 'POST', url, body }, scope)
  }
}

import type { AttemptRecord, Deployment, OperationName, RouterConfig } from '@turnout/core'
import { intAttribute, quotedName, textAttribute } from './attribute.ts'
import { operationNameOf } from './operation-names.ts'
import { providerNameOf } from './provider-names.ts'
import { spanKinds, spanStart } from './span.ts'

/** What is the same for all attempts of one operation at one deployment. */
export interface FactText {
  /** The beginning of a span, by the conventions' name, `{gen_ai.operation.name} {gen_ai.request.model}`. */
  readonly start: string
  /** What it begins with under another name, which is quoted. */
  startNamed(name: string): string
  /** As the provider calls it; undefined where that is not known. */
  readonly model: string | undefined
}

const operation = textAttribute('gen_ai.operation.name')
const provider = textAttribute('gen_ai.provider.name')
const requestModel = textAttribute('gen_ai.request.model')
const serverAddress = textAttribute('server.address')
const serverPort = intAttribute('server.port')
const group = textAttribute('turnout.group')
const deploymentId = textAttribute('turnout.deployment.id')

/** More deployments that no configuration tells of are not remembered. */
const mostUnknown = 1_000

/** Knows deployments by their ids, as the configuration tells them, and puts each into words once. */
export class DeploymentFacts {
  #deployments: ReadonlyMap<string, Deployment> = new Map()
  readonly #texts = new Map<string, { [O in OperationName]?: FactText }>()

  configure({ deployments }: RouterConfig): void {
    this.#deployments = new Map(deployments.map((deployment) => [deployment.id, deployment]))
    this.#texts.clear()
  }

  of(attempt: AttemptRecord, asked: OperationName): FactText {
    const { deploymentId: id } = attempt
    const known = this.#texts.get(id)
    const before = known?.[asked]
    if (before) return before
    const made = factText(attempt, asked, this.#deployments.get(id))
    if (this.#texts.size >= this.#deployments.size + mostUnknown) this.#texts.clear()
    this.#texts.set(id, { ...known, [asked]: made })
    return made
  }
}

function factText(attempt: AttemptRecord, asked: OperationName, deployment: Deployment | undefined): FactText {
  const words = operationNameOf[asked]
  const model = deployment?.model.includes('*') ? undefined : deployment?.model
  const attributes = [
    operation(words),
    provider(providerNameOf(attempt.provider)),
    model === undefined ? '' : requestModel(model),
    serverOf(deployment?.apiBase),
    group(attempt.group),
    deploymentId(attempt.deploymentId),
  ].join('')
  const startNamed = (name: string): string => spanStart(name, spanKinds.client, false) + attributes.slice(1)
  return { start: startNamed(quotedName(`${words} ${model ?? attempt.group}`)), startNamed, model }
}

function serverOf(apiBase: string | undefined): string {
  const url = apiBase === undefined ? undefined : (URL.parse(apiBase) ?? undefined)
  if (!url?.hostname) return ''
  const port = Number(url.port) || (url.protocol === 'http:' ? 80 : 443)
  return serverAddress(url.hostname.replace(/^\[|\]$/g, '')) + serverPort(port)
}

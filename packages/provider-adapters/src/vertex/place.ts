import type { Deployment } from '@turnout/core'
import { type Endpoint, parseBaseUrl } from '../kit/endpoint.ts'
import { misconfigured } from '../kit/misconfigured.ts'

/** LiteLLM's, where a deployment names none. */
const usualLocation = 'us-central1'

/** Where a deployment's project is served. */
export interface Place extends Omit<Endpoint, 'headers' | 'query'> {
  /** `/v1/projects/P/locations/L`, after the base's own path; in express mode only the version. */
  readonly root: string
}

const textIn = ({ settings }: Deployment, ...names: readonly string[]): string | undefined =>
  names.map((name) => settings[name]).find((value): value is string => typeof value === 'string' && value !== '')

/** `project`: what the credentials say, where the deployment says nothing. (Vertex AI, "Locations".) */
export function placeOf(deployment: Deployment, project: string | undefined): Place {
  const location = textIn(deployment, 'vertex_location', 'vertex_ai_location') ?? deployment.region ?? usualLocation
  const stated = textIn(deployment, 'vertex_project', 'vertex_ai_project') ?? project
  const version = deployment.apiVersion ?? 'v1'
  if (!isName(location) || !isName(version) || (stated !== undefined && !/^[a-z0-9.:-]+$/i.test(stated)))
    throw misconfigured('The vertex_location, vertex_project or api_version of a deployment is not a name.')
  const { origin, basePath } = parseBaseUrl(
    deployment.apiBase ?? `https://${hostOf(isExpress(deployment) ? 'global' : location)}`,
  )
  const versioned = /\/v\d\w*$/.test(basePath) ? '' : `/${version}`
  if (isExpress(deployment)) return { origin, basePath, root: versioned }
  if (stated === undefined) throw misconfigured('A deployment of vertex_ai needs a vertex_project.')
  return { origin, basePath, root: `${versioned}/projects/${stated}/locations/${location}` }
}

/** With a key and no project, Google knows the project by the key (Vertex AI, "Express mode"). */
const isExpress = (deployment: Deployment): boolean =>
  deployment.apiKey !== undefined && textIn(deployment, 'vertex_project', 'vertex_ai_project') === undefined

const isName = (text: string): boolean => /^[a-z0-9-]+$/i.test(text)

function hostOf(location: string): string {
  if (location === 'global') return 'aiplatform.googleapis.com'
  if (location === 'us' || location === 'eu') return `aiplatform.${location}.rep.googleapis.com`
  return `${location}-aiplatform.googleapis.com`
}

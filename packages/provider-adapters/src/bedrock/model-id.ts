/** A model as a configuration names it. */
export interface ModelName {
  /** What Bedrock calls it: a model's id, an inference profile's, or an ARN. */
  readonly id: string
  /** Where its name says that it is. */
  readonly region: string | undefined
}

/** LiteLLM's names of APIs: all models are asked through Converse. */
const apis = /^(?:converse|invoke)\//

/** A region before the id, as LiteLLM has it: `us-gov-west-1/anthropic.claude-…`. */
const regionBefore = /^([a-z]{2}(?:-[a-z]+)+-\d+)\/(.+)$/

const regionInArn = /^arn:[^:]+:bedrock:([a-z0-9-]+):/

/** Reads `converse/ID`, `REGION/ID`, and ARNs. */
export function modelNameOf(model: string): ModelName {
  const name = model.replace(apis, '')
  const [, before, rest] = regionBefore.exec(name) ?? []
  const id = (rest ?? name).replace(apis, '')
  return { id, region: before ?? regionInArn.exec(id)?.[1] }
}

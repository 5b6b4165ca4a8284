import { explanationBody, type JsonObject, type RouterConfig } from '@turnout/core'
import { createRouterFrom, type Router, TurnoutError } from '@turnout/router'
import type { Asked } from './asked.ts'

/** What a router of this configuration would do, as JSON; or why it cannot say. No provider is asked. */
export async function explainedByRouter(
  config: RouterConfig,
  folder: string,
  { operation, request }: Asked,
  tags: readonly string[] | undefined,
): Promise<JsonObject | string> {
  let router: Router | undefined
  try {
    router = await createRouterFrom(config, { folder })
    const { request: checked } = router.generation.parse(operation, Buffer.from(JSON.stringify(request)))
    return explanationBody(await router.explain(operation, checked, tags ? { tags } : {}))
  } catch (error) {
    if (!TurnoutError.is(error)) return error instanceof Error ? error.message : String(error)
    if (error.kind !== 'model-not-found' || !router) return `${error.kind}: ${error.message}`
    const names = router.models().map(({ id }) => id)
    return `${error.kind}: ${error.message} These do: ${names.join(', ')}.`
  } finally {
    await router?.close()
  }
}

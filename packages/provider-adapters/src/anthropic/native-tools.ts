import { isJsonObject, type JsonObject } from '@turnout/core'
import * as z from 'zod'
import { jsonObject } from '../kit/json-object.ts'
import { parseParam } from '../kit/parse-param.ts'
import type { NativeTool } from '../kit/tools.ts'
import { unsupported } from '../kit/unsupported.ts'

/** Anthropic's own tools say their date (`web_search_20250305`), or are a set of tools. */
const own = /_\d{8}$|_toolset$/

/** A tool in Anthropic's own words, as the caller wrote it ("Tool reference"). */
export function nativeTool({ type, tool, at }: NativeTool, provider: string): JsonObject {
  const isOwn = own.test(type) || (type === 'custom' && isJsonObject(tool['input_schema']))
  if (!isOwn) throw unsupported(provider, at, `tools of type ${type}`)
  return tool
}

const searchSchema = z.object({
  search_context_size: z.enum(['low', 'medium', 'high']).nullish(),
  user_location: z.object({ approximate: jsonObject.nullish() }).nullish(),
})

/** LiteLLM's number of searches for a size of context. */
const searches = { low: 1, medium: 5, high: 10 }

/** `web_search_options` → Anthropic's web search; undefined where none is asked. */
export function webSearchTool(options: unknown) {
  const asked = parseParam(searchSchema.nullish(), options, 'web_search_options')
  if (!asked) return undefined
  const { search_context_size: size, user_location: where } = asked
  return {
    ...{ type: 'web_search_20250305', name: 'web_search' },
    max_uses: size ? searches[size] : undefined,
    user_location: where?.approximate ? { type: 'approximate', ...where.approximate } : undefined,
  }
}

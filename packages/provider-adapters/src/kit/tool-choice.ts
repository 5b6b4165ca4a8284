import type { ChatRequest } from '@turnout/core'
import * as z from 'zod'
import { parseParam } from './parse-param.ts'

/** Whether the model calls tools: as it likes, never, at least one, or this one. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string }

/** Whether a tool must be called. */
export const isForced = (choice: ToolChoice | undefined): boolean => choice === 'required' || typeof choice === 'object'

const modes = z.enum(['auto', 'none', 'required', 'any'])
const named = z.object({ type: z.literal('function'), function: z.object({ name: z.string().min(1) }) })
const legacy = z.union([z.enum(['auto', 'none']), z.object({ name: z.string().min(1) })])

/** `tool_choice`, or the legacy `function_call`; undefined where the caller left it open. */
export function toolChoiceOf(asked: ChatRequest): ToolChoice | undefined {
  const choice = parseParam(z.union([modes, named]).nullish(), asked.tool_choice, 'tool_choice')
  if (choice == null) return parseParam(legacy.nullish(), asked['function_call'], 'function_call') ?? undefined
  if (choice === 'any') return 'required'
  return typeof choice === 'string' ? choice : { name: choice.function.name }
}

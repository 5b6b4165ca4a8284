import type { SaidPart } from './completion.ts'
import { argumentsText } from './outgoing-call.ts'
import { jsonTool, type StructuredOutput } from './structured-output.ts'

/** What the tool made for the format was called with is the answer; what else was said around it is not. */
export function toolAnswer(parts: readonly SaidPart[], structured: StructuredOutput | undefined): readonly SaidPart[] {
  const isJson = (part: SaidPart) => part.kind === 'call' && part.name === jsonTool
  const answer = structured?.way === 'tool' ? parts.find(isJson) : undefined
  if (answer?.kind !== 'call') return parts
  const text = argumentsText(answer.input)
  return [{ kind: 'text', text }, ...parts.filter((part) => part.kind !== 'text' && !isJson(part))]
}

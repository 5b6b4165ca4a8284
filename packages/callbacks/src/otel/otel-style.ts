import type { DecisionRecord, TraceContext } from '@turnout/core'
import { attemptAttributes } from '../otlp/attempt-attributes.ts'
import { longTextAttribute, textAttribute } from '../otlp/attribute.ts'
import { inputMessages, outputMessages } from '../otlp/gen-ai-messages.ts'
import type { SpanStyle, TracedRecord } from '../otlp/request-spans.ts'

const conversation = textAttribute('gen_ai.conversation.id')
const input = longTextAttribute('gen_ai.input.messages')
const output = longTextAttribute('gen_ai.output.messages')

/** Spans as the conventions say. `isLocal`: its parent is a span of this process. */
export const otelStyle =
  (isLocal: (trace: TraceContext) => boolean, tellsContent: boolean) =>
  ({ trace, attempts, stream, content, metadata }: TracedRecord): SpanStyle => {
    const session = metadata?.['session_id']
    const told = tellsContent && content ? contentText(content) : ''
    const inConversation = typeof session === 'string' ? conversation(session) : ''
    return {
      traceId: trace.traceId,
      parentSpanId: trace.parentSpanId,
      state: trace.state,
      remote: trace.parentSpanId !== undefined && !isLocal(trace),
      attributes: attempts.length === 0 ? told : '',
      attempt: (attempt, _facts, isTold) => attemptAttributes(attempt, stream) + inConversation + (isTold ? told : ''),
    }
  }

function contentText({ request, answer }: NonNullable<DecisionRecord['content']>): string {
  const asked = inputMessages(request)
  const answered = answer && outputMessages(answer)
  return (asked ? input(JSON.stringify(asked)) : '') + (answered ? output(JSON.stringify(answered)) : '')
}

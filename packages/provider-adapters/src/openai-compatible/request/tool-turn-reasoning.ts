import { isJsonObject } from '@turnout/core'
import { messages } from './messages.ts'
import { without } from './rewrite.ts'

const isOfUser = (message: unknown): boolean => isJsonObject(message) && message['role'] === 'user'

/** DeepSeek wants its reasoning back while tools are at work, and no more when the user has spoken. ("Thinking mode") */
export const toolTurnReasoning = messages('`reasoning_content` of the current turn only', (message, at, all) =>
  'reasoning_content' in message && all.findLastIndex(isOfUser) > at ? without(message, 'reasoning_content') : message,
)

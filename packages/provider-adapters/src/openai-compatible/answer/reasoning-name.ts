import type { AnswerFix } from './answer-fix.ts'
import { withMessage } from './message-of.ts'

/** `reasoning` under LiteLLM's name too, which is the one to read whoever serves. */
export const reasoningName: AnswerFix = {
  says: '`reasoning` also as `reasoning_content`',
  marks: ['"reasoning":"', '"reasoning": "'],
  choice: (choice) =>
    withMessage(choice, (message) => {
      const { reasoning, reasoning_content: known } = message
      return typeof reasoning === 'string' && reasoning !== '' && typeof known !== 'string'
        ? { ...message, reasoning_content: reasoning }
        : message
    }),
}

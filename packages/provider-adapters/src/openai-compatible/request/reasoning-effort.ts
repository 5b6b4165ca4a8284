import { type Body, type Rewrite, without } from './rewrite.ts'

/** What a vendor has for `reasoning_effort`; a caller who uses the vendor's own parameter is not disturbed. */
const insteadOfEffort = (says: string, own: string, translate: (effort: string) => Body): Rewrite => ({
  says,
  rewrite(body) {
    const effort = body['reasoning_effort']
    if (typeof effort !== 'string' || body[own] !== undefined) return body
    return { ...without(body, 'reasoning_effort'), ...translate(effort) }
  },
})

const toggle = (effort: string): Body => ({ thinking: { type: effort === 'none' ? 'disabled' : 'enabled' } })

/** Moonshot and Z.ai: on or off. */
export const thinkingToggle = insteadOfEffort('`reasoning_effort` as `thinking`, on or off', 'thinking', toggle)

/** DeepSeek: on or off, and two efforts. (DeepSeek API, "Thinking mode".) */
export const thinkingOfTwoEfforts = insteadOfEffort(
  '`reasoning_effort` as `thinking`, with `high` or `max`',
  'thinking',
  (effort) => {
    const most = effort === 'xhigh' || effort === 'max'
    return { ...toggle(effort), ...(effort === 'none' ? {} : { reasoning_effort: most ? 'max' : 'high' }) }
  },
)

/** Alibaba's DashScope. */
export const enableThinking = insteadOfEffort(
  '`reasoning_effort` as `enable_thinking`',
  'enable_thinking',
  (effort) => ({
    enable_thinking: effort !== 'none',
  }),
)

/** Mistral knows two. (Mistral API reference, "Chat completion".) */
export const twoEfforts: Rewrite = {
  says: '`reasoning_effort` as `high` or `none`',
  rewrite(body) {
    const effort = body['reasoning_effort']
    if (typeof effort !== 'string' || effort === 'high' || effort === 'none') return body
    return { ...body, reasoning_effort: effort === 'minimal' ? 'none' : 'high' }
  },
}

/** Fireworks refuses both together. */
export const thinkingXorEffort: Rewrite = {
  says: '`thinking` without `reasoning_effort`',
  rewrite: (body) =>
    body['thinking'] !== undefined && body['reasoning_effort'] !== undefined ? without(body, 'reasoning_effort') : body,
}

const path = /^[^.[\]]+(?:\.[^.[\]]+|\[(?:\*|\d+)\])*$/

/** Whether it is a path into a request, like `seed`, `tools[*].function.strict` or `tools[0].metadata.field` (LiteLLM, "Nested Field Removal"). */
const isParamPath = (text: string): boolean => path.test(text)

/** Without one of these it is no request any more. */
const indispensable: ReadonlySet<string> = new Set(['model', 'messages', 'prompt', 'input', 'stream'])

/** Whether it is a path of something that a request can be without. */
export const isDroppable = (text: string): boolean => isParamPath(text) && !indispensable.has(text)

/** The parameter that a path is in. */
export const paramOf = (text: string): string => /^[^.[]*/.exec(text)?.[0] ?? text

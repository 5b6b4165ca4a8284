import type { Target } from './target.ts'

export interface GatewayOptions {
  readonly model: string
  /** `{upstream}` in one becomes the address of the wall for the case at hand. */
  readonly headers: readonly string[]
  /** How long a case may take at the least. */
  readonly patienceMs?: number
}

/** Any gateway that speaks OpenAI's HTTP. */
export const gateway = (url: string, { model, headers, patienceMs }: GatewayOptions): Target => ({
  ...{ url, exactly: false },
  ...(patienceMs === undefined ? {} : { patienceMs }),
  asked: (_trial, base) => ({ model, headers: headers.map((header) => header.replaceAll('{upstream}', base)) }),
})

/** Whether the gateway learns the wall's address from its requests. */
export const takesAddress = (headers: readonly string[]): boolean =>
  headers.some((header) => header.includes('{upstream}'))

import { unsupported } from './unsupported.ts'

/** Values that ask for nothing, as JSON. */
const neutral = new Set(['null', 'false', '0', '[]', '{}', '["text"]'])

const asksForSomething = (param: string, value: unknown): boolean =>
  value !== undefined && !neutral.has(JSON.stringify(value)) && !(param === 'n' && value === 1)

/** Throws the refusal of the first of `params` by which a request asks for something. */
export function refuse(provider: string, asked: Readonly<Record<string, unknown>>, params: readonly string[]): void {
  const param = params.find((name) => asksForSomething(name, asked[name]))
  if (param !== undefined) throw unsupported(provider, param)
}

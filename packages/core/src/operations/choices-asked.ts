/** How many choices a request asks for: `n` for each of its prompts. `defaults` are the deployment's own parameters. */
export function choicesAsked(
  request: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>> = {},
): number {
  const n = Number(request['n'] ?? defaults['n'] ?? 1)
  const prompt = request['prompt']
  const several = Array.isArray(prompt) && prompt.length > 0 && typeof prompt[0] !== 'number'
  return (n >= 1 ? n : 1) * (several ? prompt.length : 1)
}

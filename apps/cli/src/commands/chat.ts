import { createRouterFrom, TurnoutError } from '@turnout/router'
import { exitCodes } from '../exit-codes.ts'
import { loadOrReport } from '../load.ts'

/** Prints the answer as it comes, and who gave it. */
export async function chat(file: string, text: string, { model }: { readonly model: string }): Promise<void> {
  const loaded = await loadOrReport(file)
  if (!loaded) return
  const router = await createRouterFrom(loaded.config)
  try {
    const stream = await router.completion({ model, stream: true, messages: [{ role: 'user', content: text }] })
    for await (const { choices } of stream) process.stdout.write(choices?.[0]?.delta?.content ?? '')
    const { deployment, group, failedAttempts } = stream.reply
    const before = failedAttempts
      .map(({ deploymentId, failure }) => `${deploymentId} failed (${failure?.kind}), `)
      .join('')
    process.stdout.write('\n')
    process.stderr.write(`${before}${deployment.provider}/${deployment.model} answered for ${group}\n`)
  } catch (error) {
    if (!TurnoutError.is(error)) throw error
    process.stderr.write(`${error.kind}: ${error.message}\n`)
    process.exitCode = exitCodes.no
  } finally {
    await router.close()
  }
}

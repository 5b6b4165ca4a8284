import type { RouterConfig } from '@turnout/core'
import { createRouterFrom, type Router, TurnoutError } from '@turnout/router'
import { exitCodes } from '../exit-codes.ts'
import { folderOf, loadOrReport } from '../load.ts'

/** Prints the answer as it comes, and who gave it. */
export async function chat(file: string, text: string, { model }: { readonly model: string }): Promise<void> {
  const loaded = await loadOrReport(file)
  if (!loaded) return
  const router = await routerOf(loaded.config, file)
  if (!router) return
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

/** Undefined, with exit code 1, where a strategy or a callback that the file names cannot be taken. */
async function routerOf(config: RouterConfig, file: string): Promise<Router | undefined> {
  try {
    const onCallbackWarning = (message: string) => void process.stderr.write(`${message}\n`)
    return await createRouterFrom(config, { folder: folderOf(file), onCallbackWarning })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = exitCodes.no
    return undefined
  }
}

import { type CallbackContext, type JsonObject, type Runtime, Secret } from '@turnout/core'

/** What a configuration tells a factory, and what that warns of. */
export function contextOf(
  name: string,
  runtime: Runtime,
  environment: Readonly<Record<string, string>> = {},
  settings: JsonObject = {},
) {
  const warnings: string[] = []
  const secrets = Object.entries(environment).map(([key, value]) => [key, new Secret(value)])
  const context: CallbackContext = {
    ...{ name, runtime, settings, environment: Object.fromEntries(secrets) },
    warn: (message) => void warnings.push(message),
  }
  return { context, warnings }
}

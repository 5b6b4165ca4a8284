import { configJsonSchema } from '@turnout/config-loader'

/** Prints the JSON Schema of the configuration file, for editors. */
export function schema(): void {
  process.stdout.write(`${JSON.stringify(configJsonSchema(), undefined, 2)}\n`)
}

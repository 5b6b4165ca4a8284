import type { CallbackContext } from '@turnout/core'

/** What a configuration or a variable says, read as what it should be; undefined where it says nothing of that kind. */
export class Given {
  readonly #context: Pick<CallbackContext, 'settings' | 'environment'>

  constructor(context: Pick<CallbackContext, 'settings' | 'environment'>) {
    this.#context = context
  }

  /** The first of these settings that is a text, else the first of these variables; an empty variable is not set. */
  text(settings: readonly string[], variables: readonly string[] = []): string | undefined {
    const { settings: given, environment } = this.#context
    const set = settings.map((key) => given[key]).find((value) => typeof value === 'string')
    return set ?? variables.map((variable) => environment[variable]?.reveal()).find((value) => value)
  }

  /** The same as a number that is not negative. */
  number(settings: readonly string[], variables: readonly string[] = []): number | undefined {
    const set = settings.map((key) => this.#context.settings[key]).find((value) => typeof value === 'number')
    const text = this.text(settings, variables)?.trim()
    const value = set ?? (text ? Number(text) : Number.NaN)
    return value >= 0 && value < Infinity ? value : undefined
  }

  flag(key: string): boolean | undefined {
    const value = this.#context.settings[key]
    return typeof value === 'boolean' ? value : undefined
  }
}

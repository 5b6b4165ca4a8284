import { isJsonObject, type JsonObject, type ProviderError, type Usage } from '@turnout/core'
import { readUsage } from '../../kit/read-usage.ts'
import type { AnswerFix } from './answer-fix.ts'

/** All that a vendor's answers need. */
export class AnswerFixes {
  readonly marks: readonly string[]
  readonly #fixes: readonly AnswerFix[]

  constructor(fixes: readonly AnswerFix[]) {
    this.#fixes = fixes
    this.marks = [...new Set(fixes.flatMap(({ marks }) => marks))]
  }

  /** An answer, or a chunk of one; the same object where nothing has to change. */
  answer(value: JsonObject): JsonObject {
    const choices = value['choices']
    const fixedChoices = Array.isArray(choices) ? this.#choices(choices) : choices
    const usage = readUsage(value['usage'])
    const fixedUsage = usage && this.usage(usage)
    if (fixedChoices === choices && fixedUsage === usage) return value
    return { ...value, choices: fixedChoices, ...(fixedUsage === usage ? {} : { usage: { ...fixedUsage } }) }
  }

  usage(usage: Usage): Usage {
    return this.#fixes.reduce((fixed, fix) => fix.usage?.(fixed) ?? fixed, usage)
  }

  /** The usage that stands where only this vendor puts it. */
  usageIn(value: JsonObject): Usage | undefined {
    for (const fix of this.#fixes) {
      const usage = readUsage(fix.usageIn?.(value))
      if (usage) return this.usage(usage)
    }
    return undefined
  }

  failure(value: JsonObject): ProviderError | undefined {
    const choices = Array.isArray(value['choices']) ? value['choices'].filter(isJsonObject) : []
    for (const choice of choices)
      for (const fix of this.#fixes) {
        const failure = fix.failure?.(choice)
        if (failure) return failure
      }
    return undefined
  }

  #choices<T>(choices: readonly T[]): readonly (T | JsonObject)[] {
    const fixed = choices.map((choice) => (isJsonObject(choice) ? this.#choice(choice) : choice))
    return fixed.every((choice, i) => choice === choices[i]) ? choices : fixed
  }

  #choice(choice: JsonObject): JsonObject {
    return this.#fixes.reduce((fixed, fix) => fix.choice?.(fixed) ?? fixed, choice)
  }
}

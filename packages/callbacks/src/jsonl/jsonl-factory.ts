import { type CallbackFactory, defineCallback } from '@turnout/core'
import { Given } from '../delivery/given.ts'
import { jsonl } from './jsonl.ts'

/** `jsonl` of a configuration: `path` and `steps` of its settings, or `TURNOUT_JSONL_PATH`. */
export const jsonlFactory: CallbackFactory = defineCallback((context) => {
  const { name, runtime, warn } = context
  const given = new Given(context)
  const path = given.text(['path'], ['TURNOUT_JSONL_PATH'])
  if (path) return jsonl({ path, steps: given.flag('steps') ?? false, name, clock: runtime.clock, warn })
  warn(`${name}: nothing is written, because callback_settings.${name}.path and TURNOUT_JSONL_PATH name no file`)
  return undefined
})

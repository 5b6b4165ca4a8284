import { featureNames, features, isDroppable } from '@turnout/core'
import * as z from 'zod'
import { flag, present, text, texts } from './values.ts'

const path = text.refine(
  isDroppable,
  'must be a parameter that a request can be without, like `seed` or `tools[*].strict`',
)

const paths = z.array(path.nullable(), { error: 'expected a list' }).transform(present)

/** What becomes of parameters that a model does not have: for all deployments, or for one. */
export const dropKeys = { drop_params: flag.nullish(), additional_drop_params: paths.nullish() }

const infoKeys = [...new Set(featureNames.flatMap((name) => features[name].info ?? []))]

/** What a deployment's `model_info` says of its model, before all that is known of it. */
export const featureKeys = {
  supported_openai_params: texts.nullish(),
  ...Object.fromEntries(infoKeys.map((key) => [key, flag.nullish()])),
}

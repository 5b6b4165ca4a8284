import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall } from '../test-support/provider-call.test.ts'
import { chatBody } from './request.ts'
import { vertexAi } from './surface.ts'

const fixtures = resolve(import.meta.dirname, '../../../..', process.env['TURNOUT_FIXTURES'] ?? '../shared/fixtures')
const folder = resolve(fixtures, 'agentgateway-goldens/requests/completions')

const text = (name: string): string => readFileSync(resolve(folder, name), 'utf8')

/** After the heads between `---` comes what another gateway makes of the request. */
const theirs = (name: string): JsonObject =>
  JSON.parse(text(`${name}.vertex-gemini.snap`).split(/^---$/m).at(-1) ?? '').request

const ours = (name: string, model: string): JsonObject =>
  JSON.parse(chatBody(chatCall(JSON.parse(text(`${name}.json`)), { deployment: { model } }), vertexAi))

type Mended = (body: JsonObject) => JsonObject

/** Where we differ, on purpose: what is to be changed in theirs, and why. */
const differences: Readonly<Record<string, readonly [model: string, mended?: Mended]>> = {
  basic: ['gemini-2.5-pro'],
  'image-inline': ['gemini-2.5-pro'],
  // Results that are JSON objects go as objects; other text is `result`, not `content`.
  'parallel-tool-call': [
    'gemini-2.5-pro',
    (body) =>
      JSON.parse(JSON.stringify(body).replace(/\{"content":"(\{.*?\})"\}/g, (_, json) => JSON.parse(`"${json}"`))),
  ],
  // The same budget; only members in another order.
  reasoning_max: ['gemini-2.5-pro'],
  // A schema goes as JSON Schema, references and all.
  'structured-output': [
    'gemini-2.5-pro',
    (body) => ({
      ...body,
      generationConfig: {
        responseMimeType: 'application/json',
        responseJsonSchema: JSON.parse(text('structured-output.json')).response_format.json_schema.schema,
      },
    }),
  ],
}

describe.skipIf(!existsSync(folder))("another gateway's requests for Gemini", () => {
  it.each(Object.entries(differences))(
    'say what ours say: %s',
    (name, [model, mended = (body: JsonObject) => body]) => {
      expect(ours(name, model)).toEqual(mended(theirs(name)))
    },
  )

  it('ask for JSON and a tool at once, which Gemini refuses, and we before it', () => {
    expect(theirs('generation-config')).toMatchObject({ generationConfig: { responseMimeType: 'application/json' } })
    expect(() => ours('generation-config', 'gemini-2.5-pro')).toThrow(
      expect.objectContaining({ code: 'unsupported_parameter', param: 'response_format' }),
    )
  })
})

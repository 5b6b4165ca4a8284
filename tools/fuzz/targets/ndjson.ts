import { deepStrictEqual } from 'node:assert'
import { ndjsonDecoder } from '@turnout/provider-adapters/kit'
import { defineTarget } from '../target.ts'
import { cutAnywhere } from './cut-anywhere.ts'

/** JSON lines: the lines of the text that are not blank, however they are cut. */
export const ndjson = defineTarget({
  name: 'ndjson',
  words: ['\n', '\r\n', '\r', '{"a":1}', '"', 'ü', '\uFEFF', '\u2028', ' '],
  run(bytes) {
    const lines = bytes.toString('utf8').split('\n')
    deepStrictEqual(
      cutAnywhere(ndjsonDecoder, bytes),
      lines.map((line) => line.trim()).filter((line) => line !== ''),
    )
  },
})

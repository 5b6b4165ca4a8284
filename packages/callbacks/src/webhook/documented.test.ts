import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { signature } from './signature.ts'

const page = readFileSync(join(import.meta.dirname, '../../../../docs/callbacks/webhook.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'turnout-webhook-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('is checked by the code on its page', async () => {
  const file = join(folder, 'verify.mjs')
  writeFileSync(file, /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '')
  const { isGenuine } = await import(/* @vite-ignore */ pathToFileURL(file).href)
  const body = '[{"model":"é"}]'
  const now = Date.now()
  const header = signature('s3cret', body, now)
  expect(isGenuine(header, Buffer.from(body), 's3cret')).toBe(true)
  expect(isGenuine(header, body, 's3cret')).toBe(true)
  for (const [given, text, secret] of [
    [header, `${body} `, 's3cret'],
    [header, body, 'other'],
    [signature('s3cret', body, now - 301_000), body, 's3cret'],
    [header.replace(/^t=\d+/, `t=${Math.floor(now / 1_000) + 1}`), body, 's3cret'],
    ['t=1,v1=00', body, 's3cret'],
    [undefined, body, 's3cret'],
  ])
    expect(isGenuine(given, text, secret)).toBe(false)
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { signature } from './signature.ts'

/** HMAC-SHA256 by the platform's other implementation (W3C Web Cryptography API). */
async function independently(secret: string, text: string): Promise<string> {
  const encode = (value: string) => new TextEncoder().encode(value)
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encode(secret), hmac, false, ['sign'])
  return Buffer.from(await crypto.subtle.sign('HMAC', key, encode(text))).toString('hex')
}

it('is the HMAC of the time and the body', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 })
  await fc.assert(
    fc.asyncProperty(text, text, fc.integer({ min: 0, max: 4e12 }), async (secret, body, wallMs) => {
      const seconds = Math.floor(wallMs / 1_000)
      expect(signature(secret, body, wallMs)).toBe(
        `t=${seconds},v1=${await independently(secret, `${seconds}.${body}`)}`,
      )
    }),
  )
})

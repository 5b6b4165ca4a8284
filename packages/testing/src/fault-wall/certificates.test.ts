import { X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { certify } from './certificates.ts'

const [from, until] = [new Date('2026-01-02T03:04:05Z'), new Date('2027-01-02T03:04:05Z')]

it('makes certificates that others can read and check', () => {
  const authority = certify({ from, until })
  const leaf = new X509Certificate(certify({ host: 'wall.example', from, until }, authority).cert)
  const root = new X509Certificate(authority.cert)
  expect([root.ca, leaf.ca, leaf.subjectAltName, leaf.checkHost('wall.example')]).toEqual([
    true,
    false,
    'DNS:wall.example',
    'wall.example',
  ])
  expect(leaf.verify(root.publicKey)).toBe(true)
  expect([leaf.validFromDate, leaf.validToDate]).toEqual([from, until])
})

import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { bits, explicit, integer, name, octets, oid, sequence, set, time, tlv } from './der.ts'

/** PEM of a key and of the certificate for it. */
export interface Certified {
  readonly key: string
  readonly cert: string
}

export interface Wish {
  /** Of which host; absent: a certificate authority. */
  readonly host?: string
  readonly from: Date
  readonly until: Date
}

const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
const commonName = oid(0x55, 0x04, 0x03)
const subjectAltName = oid(0x55, 0x1d, 0x11)
const basicConstraints = oid(0x55, 0x1d, 0x13)
const yes = tlv(0x01, Uint8Array.of(0xff))

const called = (text: string): Uint8Array => sequence(set(sequence(commonName, name(text))))
const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`

/** An X.509 certificate (RFC 5280, section 4.1) over a new P-256 key, signed by `authority` or by itself. */
export function certify(wish: Wish, authority?: Certified): Certified {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const subject = called(wish.host ?? 'fault wall')
  const extension =
    wish.host === undefined
      ? sequence(basicConstraints, yes, octets(sequence(yes)))
      : sequence(subjectAltName, octets(sequence(tlv(0x82, new TextEncoder().encode(wish.host)))))
  const body = sequence(
    explicit(0, integer(Uint8Array.of(2))),
    integer(serialOf(publicKey)),
    ecdsaWithSha256,
    authority ? called('fault wall') : subject,
    sequence(time(wish.from), time(wish.until)),
    subject,
    publicKey,
    explicit(3, sequence(extension)),
  )
  const signature = sign('sha256', body, createPrivateKey(authority?.key ?? privateKey))
  return { key: privateKey, cert: pem(sequence(body, ecdsaWithSha256, bits(signature))) }
}

/** Of no use to anybody but that two differ: from the key, which is new each time. */
const serialOf = (publicKey: Uint8Array): Uint8Array => Uint8Array.of(1, ...publicKey.slice(-8))

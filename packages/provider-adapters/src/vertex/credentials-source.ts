import type { Deployment } from '@turnout/core'
import { misconfigured } from '../kit/misconfigured.ts'
import { type GoogleCredentials, parseCredentials } from './google-credentials.ts'

/** Reads a text file; the only place where an adapter touches a disk. */
export type ReadFile = (path: string) => Promise<string>

const readFile: ReadFile = async (path) => (await import('node:fs/promises')).readFile(path, 'utf8')

/** The credentials of deployments, read once each; undefined: those of the machine. */
export class CredentialsSource {
  readonly #read: ReadFile
  readonly #known = new WeakMap<Deployment, Promise<GoogleCredentials | undefined>>()

  constructor(read: ReadFile = readFile) {
    this.#read = read
  }

  of(deployment: Deployment): Promise<GoogleCredentials | undefined> {
    const known = this.#known.get(deployment)
    if (known) return known
    const coming = this.#load(deployment)
    this.#known.set(deployment, coming)
    coming.catch(() => this.forget(deployment))
    return coming
  }

  /** The next who asks reads them again: the file may have changed. */
  forget(deployment: Deployment): void {
    this.#known.delete(deployment)
  }

  async #load({ secrets }: Deployment): Promise<GoogleCredentials | undefined> {
    const stated = secrets['vertex_credentials'] ?? secrets['vertex_ai_credentials']
    const text = stated?.reveal().trim()
    if (!text) return undefined
    return parseCredentials(text.startsWith('{') ? text : await this.#file(text))
  }

  async #file(path: string): Promise<string> {
    try {
      return await this.#read(path)
    } catch (cause) {
      throw misconfigured('The file of vertex_credentials cannot be read.', cause)
    }
  }
}

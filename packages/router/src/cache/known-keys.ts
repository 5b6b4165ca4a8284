/** What a key depends on besides the request, where that is nothing unusual. */
interface Circumstances {
  readonly group: string
  readonly caller: string | undefined
  readonly namespace: string | undefined
}

interface KnownKey extends Circumstances {
  readonly key: string
}

/** The last key of requests that cannot change any more. */
export class KnownKeys {
  readonly #keys = new WeakMap<object, KnownKey>()

  /** Undefined where it is not known. */
  get(request: object, { group, caller, namespace }: Circumstances): string | undefined {
    const known = this.#keys.get(request)
    const isSame = known?.group === group && known.caller === caller && known.namespace === namespace
    return isSame ? known.key : undefined
  }

  set(request: object, known: KnownKey): void {
    this.#keys.set(request, known)
  }
}

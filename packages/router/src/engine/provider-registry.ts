import type { ProviderAdapter } from '@turnout/core'
import { loadProvider } from '@turnout/provider-adapters'
import { obedient } from './obedient.ts'

/** Adapters by name: the application's own first, the built-in ones loaded when first needed. */
export function providerRegistry(own: Readonly<Record<string, ProviderAdapter>>) {
  const loaded = new Map<string, ProviderAdapter | undefined>(
    Object.entries(own).map(([name, adapter]) => [name, obedient(adapter)]),
  )
  const loading = new Map<string, Promise<ProviderAdapter | undefined>>()
  return (name: string): ProviderAdapter | undefined | Promise<ProviderAdapter | undefined> => {
    const known = loaded.get(name)
    if (known || loaded.has(name)) return known
    let promise = loading.get(name)
    if (!promise) {
      promise = loadProvider(name).then((adapter) => {
        loaded.set(name, adapter)
        loading.delete(name)
        return adapter
      })
      loading.set(name, promise)
    }
    return promise
  }
}

export { loadProvider, providerNames } from './builtin-providers.ts'

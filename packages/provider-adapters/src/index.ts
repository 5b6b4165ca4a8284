export { loadProvider } from './builtin-providers.ts'

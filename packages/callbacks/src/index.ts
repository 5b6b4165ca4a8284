export { builtinCallbacks } from './builtin-callbacks.ts'

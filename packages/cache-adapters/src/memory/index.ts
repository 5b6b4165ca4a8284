export { memoryIndex } from './memory-index.ts'
export { memoryStore } from './memory-store.ts'

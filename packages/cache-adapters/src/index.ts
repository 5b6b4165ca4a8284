export type { MemoryCache } from './memory/memory-cache.ts'
export { memoryCache } from './memory/memory-cache.ts'
export { memoryIndex } from './memory/memory-index.ts'
export { memoryStore } from './memory/memory-store.ts'

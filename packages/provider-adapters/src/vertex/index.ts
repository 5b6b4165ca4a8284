export type { VertexAiOptions } from './vertex-ai.ts'
export { vertexAi } from './vertex-ai.ts'

import * as z from 'zod'
import { anything, list, object } from '../values.ts'

/** Sections that are accepted and have no effect yet. */
export const sectionsLater = z.looseObject({
  assistant_settings: object.nullish(),
  files_settings: anything,
  finetune_settings: anything,
  default_vertex_config: object.nullish(),
  guardrails: list.nullish(),
  prompts: list.nullish(),
  policies: anything,
  mcp_servers: anything,
  search_tools: list.nullish(),
  vector_store_registry: list.nullish(),
})

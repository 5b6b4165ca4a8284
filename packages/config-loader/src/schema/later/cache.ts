import * as z from 'zod'
import { anything, count, notNegative, text } from '../values.ts'

const stores = [
  ...['s3_bucket_name', 's3_region_name', 's3_api_version', 's3_use_ssl', 's3_verify', 's3_endpoint_url', 's3_config'],
  ...['s3_path', 's3_aws_access_key_id', 's3_aws_secret_access_key', 's3_aws_session_token'],
  ...['gcs_bucket_name', 'gcs_path_service_account', 'gcs_path', 'azure_account_url', 'azure_blob_container'],
  ...['qdrant_api_base', 'qdrant_api_key', 'qdrant_collection_name', 'qdrant_quantization_config'],
  ...['qdrant_semantic_cache_vector_size', 'redis_semantic_cache_index_name', 'valkey_semantic_cache_index_name'],
  ...['semantic_cache_embedding_max_input_tokens', 'semantic_cache_embedding_timeout', 'semantic_cache_scope'],
  ...['gcp_service_account', 'gcp_ssl_ca_certs'],
]

/** Arguments of a response cache that are accepted and have no effect yet. (LiteLLM, "Cache Settings".) */
export const cacheLater = z.looseObject({
  max_connections: count.nullish(),
  socket_timeout: notNegative.nullish(),
  redis_flush_size: count.nullish(),
  disk_cache_dir: text.nullish(),
  ...Object.fromEntries(stores.map((name) => [name, anything] as const)),
})

import { describe, expect, it } from 'vitest'
import { fromObject } from './load-config.ts'
import { showPath } from './problem.ts'

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** litellm-behaviour.md, sections 1.1 to 1.6: what has an effect, and what is to have one. */
const works = {
  '': words(`credential_list model_list router_settings litellm_settings general_settings callback_settings
    environment_variables`),
  router_settings: words(`num_retries max_fallbacks timeout stream_timeout default_fallbacks fallbacks
    context_window_fallbacks content_policy_fallbacks model_group_alias retry_after routing_strategy
    routing_strategy_args deadline retry_policy model_group_retry_policy allowed_fails allowed_fails_policy
    cooldown_time disable_cooldowns retry_budget when_all_cooling hedging allow_mock_testing model_group_strategy
    enable_pre_call_checks optional_pre_call_checks enable_tag_filtering tag_filtering_match_any
    default_max_parallel_requests redis_url redis_host redis_port redis_password redis_db cache_kwargs state error_patterns
    cache_responses default_cache_time_seconds caching_groups`),
  litellm_settings: words(`request_timeout num_retries fallbacks context_window_fallbacks content_policy_fallbacks
    default_fallbacks max_fallbacks allowed_fails drop_params additional_drop_params success_callback failure_callback callbacks
    turn_off_message_logging
    cache cache_params default_in_memory_ttl default_redis_ttl`),
  general_settings: words(`master_key http_client litellm_headers max_request_size_mb drain_delay drain_timeout
    load_shedding`),
}
const later = {
  '': words(`assistant_settings files_settings finetune_settings
    default_vertex_config guardrails prompts policies mcp_servers search_tools vector_store_registry`),
  router_settings: words(`assistants_config search_tools guardrail_list client_ttl polling_interval
    default_priority default_litellm_params set_verbose debug_level provider_budget_config
    alerting_config router_general_settings ignore_invalid_deployments deployment_affinity_ttl_seconds
    model_group_affinity_config enable_health_check_routing health_check_staleness_threshold
    health_check_ignore_transient_errors`),
  litellm_settings: words(`modify_params set_verbose json_logs
    service_callbacks redact_user_api_key_info redact_messages_in_exceptions
    model_group_settings tag_budget_config cost_discount_config cost_margin_config default_internal_user_params
    custom_prometheus_metadata_labels custom_prometheus_tags prometheus_metrics_config
    enable_json_schema_validation force_ipv4 ssl_verify
    model_alias_map enable_caching_on_provider_specific_optional_params return_response_headers`),
  general_settings: words(`database_url store_model_in_db completion_model infer_model_from_keys
    background_health_checks health_check_interval health_check_details health_check_concurrency alerting
    alerting_threshold max_parallel_requests global_max_parallel_requests allow_requests_on_db_unavailable custom_auth
    litellm_key_header_name user_header_name enforce_user_param allowed_routes public_routes pass_through_endpoints
    max_response_size_mb disable_retry_on_max_parallel_request_limit_error reject_clientside_metadata_tags
    forward_client_headers_to_llm_api use_x_forwarded_for enable_jwt_auth user_api_key_cache_ttl key_management_system
    proxy_batch_write_at disable_spend_logs`),
}
const paramsWork = words(`model custom_llm_provider api_key api_base base_url api_version organization aws_region_name
  vertex_project watsonx_region_name litellm_credential_name rpm tpm weight max_parallel_requests tags timeout stream_timeout request_timeout
  num_retries cooldown_time mock_response order region_name drop_params additional_drop_params allowed_openai_params input_cost_per_token output_cost_per_token`)
const paramsLater = words(`max_retries input_cost_per_second output_cost_per_character max_budget budget_duration
  silent_model configurable_clientside_auth_params use_in_pass_through
  auto_router_config auto_router_default_model cache_read_input_token_cost input_cost_per_image`)
const infoWorks =
  words(`id mode max_input_tokens max_tokens tier supports_web_search supports_vision supported_openai_params base_model
  input_cost_per_token output_cost_per_token anything_else`)
const infoLater = words(`supported_environments access_groups
  team_id team_public_model_name health_check_model health_check_timeout disable_background_health_check`)

const said = (file: object) =>
  fromObject(file, { environment: {} })
    .problems.filter(({ code }) => ['without-effect', 'unknown-key'].includes(code))
    .map(({ level, path }) => `${level} ${showPath(path)}`)
const inSection = (section: string, keys: readonly string[]) => {
  const map = Object.fromEntries(keys.map((key) => [key, null]))
  return section === '' ? map : { [section]: map }
}
const entry = (params: readonly string[], info: readonly string[]) => ({
  model_list: [
    {
      model_name: 'm',
      litellm_params: { ...Object.fromEntries(params.map((key) => [key, null])), model: 'simulated/m' },
      model_info: Object.fromEntries(info.map((key) => [key, null])),
    },
  ],
})

describe('every key of LiteLLM’s', () => {
  it.each(Object.entries(works))('that works is taken without a word, in section "%s"', (section, keys) => {
    expect(said(inSection(section, keys))).toEqual([])
  })

  it.each(Object.entries(later))('that comes later is named, one by one, in section "%s"', (section, keys) => {
    const at = section === '' ? '' : `${section}.`
    expect(said(inSection(section, keys))).toEqual(keys.map((key) => `note ${at}${key}`))
  })

  it('is known in litellm_params and model_info', () => {
    expect(said(entry(paramsWork, infoWorks))).toEqual([])
    expect(said(entry(paramsLater, infoLater))).toEqual([
      ...paramsLater.map((key) => `note model_list[0].litellm_params.${key}`),
      ...infoLater.map((key) => `note model_list[0].model_info.${key}`),
    ])
  })

  it('of cache_kwargs works, is about answers, is a slip, or belongs to a client that is not there', () => {
    const cache_kwargs = { ssl: true, startup_nodes: [], type: 'local', tll: 5, socket_timeout: 1, retry: {} }
    expect(said({ router_settings: { cache_responses: true, cache_kwargs } })).toEqual([
      'warning router_settings.cache_kwargs.tll',
      'note router_settings.cache_kwargs.socket_timeout',
      'note router_settings.cache_kwargs.retry',
    ])
  })

  it('of cache_params works, belongs to a store that is not there, is a slip, or nobody knows it', () => {
    const cache_params = { type: 'local', coalesce: true, s3_path: 'p', redis_flush_size: 9, max_memry_mb: 1, x_y: 1 }
    expect(said({ litellm_settings: { cache: true, cache_params } })).toEqual([
      'note litellm_settings.cache_params.s3_path',
      'note litellm_settings.cache_params.redis_flush_size',
      'warning litellm_settings.cache_params.max_memry_mb',
      'note litellm_settings.cache_params.x_y',
    ])
  })

  it('is sent to no provider while it has no effect', () => {
    const file = {
      model_list: [
        { model_name: 'm', litellm_params: { model: 'simulated/m', cost_x: 1, seed: 2, silent_model: 'n' } },
      ],
    }
    expect(fromObject(file).config?.deployments[0]?.defaults).toEqual({ seed: 2 })
  })

  it.each([
    ['router_settings', 'success_callback', 'litellm_settings'],
    ['router_settings', 'health_check_interval', 'general_settings'],
    ['litellm_settings', 'redis_host', 'router_settings'],
    ['general_settings', 'max_parallel_requests_', undefined],
    ['general_settings', 'weight', 'litellm_params'],
  ])('says in %s of %s where it belongs', (section, key, home) => {
    const [problem] = fromObject({ [section]: { [key]: null } }).problems.filter(({ code }) => code === 'unknown-key')
    const message = home ? `is not a known key here; it belongs in ${home}.` : 'is not a known key.'
    expect(problem?.message).toBe(message)
  })
})

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/**
 * LiteLLM's keys that Turnout reads without complaint and does not act on yet, by section. A later version that acts on
 * one moves it into the schema. (LiteLLM proxy documentation, "All settings".)
 */
export const acceptedKeys: Readonly<Record<string, ReadonlySet<string>>> = {
  '': words(`
    callback_settings credential_list assistant_settings files_settings finetune_settings default_vertex_config
    guardrails prompts policies mcp_servers search_tools vector_store_registry include
  `),
  router_settings: words(`
    redis_url redis_host redis_port redis_password redis_db cache_responses cache_kwargs default_cache_time_seconds
    caching_groups client_ttl polling_interval default_priority default_litellm_params default_max_parallel_requests
    set_verbose debug_level enable_pre_call_checks enable_tag_filtering tag_filtering_match_any retry_policy
    model_group_retry_policy allowed_fails allowed_fails_policy cooldown_time disable_cooldowns
    optional_pre_call_checks provider_budget_config alerting_config router_general_settings
    ignore_invalid_deployments deployment_affinity_ttl_seconds model_group_affinity_config
    enable_health_check_routing health_check_staleness_threshold health_check_ignore_transient_errors
    assistants_config guardrail_list search_tools retry_budget when_all_cooling hedging state model_group_strategy
  `),
  litellm_settings: words(`
    drop_params modify_params set_verbose json_logs allowed_fails cache cache_params service_callbacks
    turn_off_message_logging redact_user_api_key_info redact_messages_in_exceptions model_group_settings
    tag_budget_config cost_discount_config cost_margin_config default_internal_user_params
    custom_prometheus_metadata_labels custom_prometheus_tags prometheus_metrics_config
    require_auth_for_metrics_endpoint enable_json_schema_validation force_ipv4 ssl_verify default_in_memory_ttl
    default_redis_ttl model_alias_map enable_caching_on_provider_specific_optional_params return_response_headers
  `),
  general_settings: words(`
    database_url store_model_in_db completion_model infer_model_from_keys background_health_checks
    health_check_interval health_check_details health_check_concurrency alerting alerting_threshold
    max_parallel_requests global_max_parallel_requests allow_requests_on_db_unavailable custom_auth
    litellm_key_header_name user_header_name enforce_user_param allowed_routes public_routes pass_through_endpoints
    max_response_size_mb disable_retry_on_max_parallel_request_limit_error reject_clientside_metadata_tags
    forward_client_headers_to_llm_api use_x_forwarded_for enable_jwt_auth user_api_key_cache_ttl
    key_management_system proxy_batch_write_at disable_spend_logs
  `),
}

/** `litellm_params` keys that are the router's business and not the provider's, but without effect yet. */
export const acceptedParams: ReadonlySet<string> = words(`
  order max_retries cooldown_time input_cost_per_token output_cost_per_token input_cost_per_second
  output_cost_per_second input_cost_per_character output_cost_per_character max_budget budget_duration mock_response
  silent_model configurable_clientside_auth_params use_in_pass_through drop_params additional_drop_params
  allowed_openai_params region_name litellm_credential_name auto_router_config auto_router_config_path
  auto_router_default_model auto_router_embedding_model
`)

/** `litellm_params` keys that only their provider's adapter understands; they are never sent as request parameters. */
export const isAdapterSetting = (key: string): boolean =>
  adapterSettings.has(key) || /^(aws|vertex|watsonx|azure|tenant|client)_/.test(key)

const adapterSettings = words('organization extra_headers simulated')

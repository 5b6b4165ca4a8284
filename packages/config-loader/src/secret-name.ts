/** `azure_ad_token` is a secret; `max_tokens` and `input_cost_per_token` are not. */
const secretName = /key|secret|password|credential|authorization|(?<!per_)token$/i

/** Whether a parameter of this name holds a secret. */
export const isSecretName = (name: string): boolean => secretName.test(name)

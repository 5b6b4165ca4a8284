/** What becomes of request parameters that a model cannot express, or that are not wanted (LiteLLM, "Drop Unsupported Params"). */
export interface ParamSettings {
  /** Unsupported ones are left out, rather than the request refused. Tools, formats and messages are never left out so. */
  readonly drop?: boolean
  /** Always left out: paths like `seed` or `tools[*].function.strict`. */
  readonly additional?: readonly string[]
  /** Sent as they are, whatever is known of the model. */
  readonly allowed?: readonly string[]
}

export type { AzureOptions } from './azure.ts'
export { azure } from './azure.ts'
export type { AzureAdTokenProvider } from './entra-tokens.ts'

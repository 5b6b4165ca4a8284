export type { BedrockOptions } from './bedrock.ts'
export { bedrock } from './bedrock.ts'
export type { AwsCredentials, CredentialProvider } from './credentials.ts'

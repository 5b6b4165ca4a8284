export type { WebhookFormat, WebhookOptions } from './webhook.ts'
export { webhook } from './webhook.ts'
export { webhookFactory } from './webhook-factory.ts'

/** How Claude signs what it thinks, at Anthropic and at Bedrock alike: each takes what the other signed, and nobody else's. */
export const claudeSignature = (thought: string): string => `claude:${Buffer.from(thought).toString('base64')}`

import { messages } from './messages.ts'

/** For servers that know only the older role. */
export const developerRole = messages('`developer` messages as `system`', (message) =>
  message['role'] === 'developer' ? { ...message, role: 'system' } : message,
)

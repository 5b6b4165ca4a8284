/** In words; what was thrown may be anything, and even have none. */
export function reasonOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown)
  } catch {
    return 'it threw what has no words'
  }
}

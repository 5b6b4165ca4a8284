export type { RecentDecisions, RecentOptions } from './recent-decisions.ts'
export { recentDecisions } from './recent-decisions.ts'

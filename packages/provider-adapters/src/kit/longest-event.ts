/** No event of a stream may be longer. An image that a model makes is one event, in base64. */
export const longestEventBytes = 16 * 1024 * 1024

export { joinCallId, splitCallId } from './call-signature.ts'
export type {
  AssistantPart,
  AssistantTurn,
  AudioPart,
  Base64Source,
  ContentPart,
  Conversation,
  FileIdSource,
  FilePart,
  ImagePart,
  MediaSource,
  ReasoningPart,
  TextPart,
  ToolResultPart,
  ToolUsePart,
  Turn,
  UrlSource,
  UserPart,
  UserTurn,
} from './conversation.ts'
export { conversationOf } from './conversation-of.ts'
export { readDataUrl } from './media-source.ts'
export { answersUnthoughtCalls } from './unthought-calls.ts'

import { drawn } from './play.ts'
import { scenes } from './scenes.ts'

/** The page of explanations: where its text stands, from the root. */
export const page = 'docs/concepts/explain.md'

/** The page with what each configuration on it comes to. */
export async function withDrawings(markdown: string): Promise<string> {
  let text = markdown
  for (const scene of scenes) text = await withDrawing(text, scene)
  return text
}

async function withDrawing(text: string, scene: (typeof scenes)[number]): Promise<string> {
  const start = text.indexOf(`\n## ${scene.title}\n`)
  const section = text.slice(start, text.indexOf('\n## ', start + 1) >>> 0)
  const [, yaml] = /^```yaml\n([\s\S]*?)^```$/m.exec(section) ?? []
  if (start < 0 || yaml === undefined) throw new Error(`${page}: has no section "${scene.title}" with a configuration`)
  const drawing = await drawn(scene, yaml)
  const drawnSection = section.replace(/^```text\n[\s\S]*?^```$/m, () => `\`\`\`text\n${drawing}\`\`\``)
  return text.slice(0, start) + drawnSection + text.slice(start + section.length)
}

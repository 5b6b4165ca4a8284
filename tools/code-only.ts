const COMMENT = /\/\/.*|\/\*[\s\S]*?\*\//
const STRING = /'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/
const REGEX = /(?<=(?:^|[(,=:[!&|?{;]|=>|\b(?:return|typeof|case))\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/\w*/
const WORD = /[\w$]+|[\s\S]/
const TOKEN = new RegExp([COMMENT, STRING, REGEX, WORD].map(({ source }) => source).join('|'), 'y')
const TEMPLATE = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{)?/y
const SPECIFIER = /(?:\bfrom|\bimport|\b(?:import|require)\s*\()\s*$/

const newlines = (text: string): string => text.replace(/[^\n]/g, '')

/** Source text without its comments and the insides of its literals, line for line; the modules it imports stay. */
export const codeOnly = (source: string): string => {
  const open: string[] = []
  let code = ''
  let at = 0
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const text = pattern.exec(source)?.[0] ?? ''
    at += text.length
    return text
  }
  const template = (): void => {
    const text = take(TEMPLATE)
    code += newlines(text)
    if (text.endsWith('${')) {
      open.push('${')
      code += '${'
    } else code += '`'
  }

  while (at < source.length) {
    const token = take(TOKEN)
    if (/^\/[/*]/.test(token)) code += newlines(token)
    else if (/^['"]./.test(token)) code += SPECIFIER.test(code.slice(-40)) ? token : `''${newlines(token)}`
    else if (/^\/./.test(token)) code += '/./'
    else {
      code += token
      if (token === '{') open.push(token)
      if (token === '`' || (token === '}' && open.pop() === '${')) template()
    }
  }
  return code
}

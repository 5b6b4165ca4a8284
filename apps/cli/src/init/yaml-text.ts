const plain = /^[a-z][\w./-]*$/i
const reserved = /^(true|false|null|yes|no|on|off|y|n)$/i

/** Text as YAML reads it back; quoted only where it has to be (JSON's quotes are YAML's). */
export const yamlText = (text: string): string =>
  plain.test(text) && !reserved.test(text) ? text : JSON.stringify(text)

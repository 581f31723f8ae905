/** Is not seen, and breaks no word. */
const wordJoiner = "\u2060";

/**
 * A sentence as the editor is to tell it. In notices, prompts and messages of views the editor makes a link of `[text](address)`, and
 * an address may be `command:` with any command: what somebody wrote must not become one.
 */
export function withoutLinks(sentence: string): string {
  return sentence.replaceAll("](", `]${wordJoiner}(`);
}

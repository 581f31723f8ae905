/**
 * A text as a terminal may show it: colours, tabs and ends of lines stay, every other control character becomes a dot. Names, notes and
 * messages come from configurations and workflows, and must not clear the screen, move the cursor, write over what stands in their line,
 * or turn the direction of what follows (the bidirectional controls of https://trojansource.codes).
 */
export function terminalText(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    /\u001b(?!\[[\d;]*m)|\r(?!\n)|[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    "·",
  );
}

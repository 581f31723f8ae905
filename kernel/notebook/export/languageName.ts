/** A language as it may stand in the mark of a cell. A notebook's file may call one anything; what ends a line or begins a fence would end the mark. */
export function languageName(language: string): string {
  return language.replaceAll(/[\r\n\u2028\u2029`]+/g, " ").trim();
}

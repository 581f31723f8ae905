/** By custom a file bears the name of the workflow that it defines: `workflows/blink.ts`. */
export function bearsName(file: string, workflow: string): boolean {
  return file.split(/[/\\]/).at(-1) === `${workflow}.ts`;
}

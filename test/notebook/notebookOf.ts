/** The text of a notebook whose code cells are of one language and have never run; their ids are `cell-0`, `cell-1` and so on. */
export function notebookOf(languageId: string, ...sources: string[]): string {
  const cells = sources.map((source, index) => ({
    cell_type: "code",
    id: `cell-${index}`,
    metadata: { vscode: { languageId } },
    execution_count: null,
    outputs: [],
    source,
  }));
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
}

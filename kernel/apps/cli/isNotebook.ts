/** Whether a path that the user named is that of a notebook, of ours or of Jupyter's. */
export function isNotebook(path: string): boolean {
  return /\.(wfnb|ipynb)$/.test(path);
}

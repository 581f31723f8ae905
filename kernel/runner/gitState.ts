/** Where the workspace's code stands; nulls where there is no git. */
export interface GitState {
  readonly commit: string | null;
  /** Tracked files differ from the commit, or untracked ones lie beside them. */
  readonly dirty: boolean | null;
}

/** Runs a program to its end without blocking; undefined when it fails or takes too long. */
export type RunProgram = (program: string, args: readonly string[], folder: string) => Promise<string | undefined>;

export async function gitState(run: RunProgram, workspace: string): Promise<GitState> {
  const [commit, changes] = await Promise.all([
    run("git", ["rev-parse", "HEAD"], workspace),
    run("git", ["status", "--porcelain"], workspace),
  ]);
  return {
    commit: commit?.trim() ?? null,
    dirty: changes === undefined ? null : changes.trim() !== "",
  };
}

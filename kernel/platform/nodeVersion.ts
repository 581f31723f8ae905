/** A version of Node as `process.versions.node` says it, such as `24.16.0`, is older than `major.minor`. */
export function isOlderNode(version: string, [major, minor]: readonly [major: number, minor: number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(".").map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}

/** The first Node whose SQLite and zstd the kernel process can use. */
const oldestNode = [24, 16] as const;

/** A sentence for who runs workflows with a Node that is too old; undefined where it is not. */
export function problemOfOldNode(version: string): string | undefined {
  if (!isOlderNode(version, oldestNode)) return undefined;
  return `Running workflows needs Node ${oldestNode.join(".")} or newer, and this is ${version}. Start it with a newer Node, such as \`npx node@24\`.`;
}

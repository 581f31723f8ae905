/** A version of Node as `process.versions.node` says it, such as `24.16.0`, is older than `major.minor`. */
export function isOlderNode(version: string, [major, minor]: readonly [major: number, minor: number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(".").map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}

/**
 * The platforms that VS Code installs packages for, and esbuild's package with the binary for each.
 * Alpine takes the one for Linux, which is linked statically.
 */
export const targets: Readonly<Record<string, string>> = {
  "linux-x64": "@esbuild/linux-x64",
  "linux-arm64": "@esbuild/linux-arm64",
  "linux-armhf": "@esbuild/linux-arm",
  "alpine-x64": "@esbuild/linux-x64",
  "alpine-arm64": "@esbuild/linux-arm64",
  "darwin-x64": "@esbuild/darwin-x64",
  "darwin-arm64": "@esbuild/darwin-arm64",
  "win32-x64": "@esbuild/win32-x64",
  "win32-arm64": "@esbuild/win32-arm64",
};

/** The target of the machine that packages: what `npm run code` and the tests install. */
export const targetOfThisMachine = `${process.platform}-${process.arch}`;

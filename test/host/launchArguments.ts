import { resolve } from "node:path";

export interface Launch {
  extensionDevelopmentPath: string;
  extensionTestsPath: string;
  folder?: string;
}

/** Reads what matters here of a VS Code command line; everything else that starts with `--` is of the desktop alone. */
export function parseLaunch(args: readonly string[]): Launch {
  const value = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const extensionDevelopmentPath = value("extensionDevelopmentPath");
  const extensionTestsPath = value("extensionTestsPath");
  if (!extensionDevelopmentPath || !extensionTestsPath)
    throw new Error("Both --extensionDevelopmentPath=<folder> and --extensionTestsPath=<module> are needed.");
  const folder = args.find((arg) => !arg.startsWith("-"));
  return {
    extensionDevelopmentPath: resolve(extensionDevelopmentPath),
    extensionTestsPath: resolve(extensionTestsPath),
    ...(folder ? { folder: resolve(folder) } : {}),
  };
}

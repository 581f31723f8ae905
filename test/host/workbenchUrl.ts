export interface WorkbenchOptions {
  /** The folder to open; without it and a workspace file, an empty window. */
  folder?: string;
  /** A `.code-workspace` file to open, which names several folders. */
  workspace?: string;
  /** A file to open in an editor. */
  file?: string;
  /** An extension to load from its sources' folder; needs the server's `smokeTestDriver`. */
  extensionDevelopmentPath?: string;
  /** A module with `run(): Promise<void>` to load into the extension host; needs the server's `smokeTestDriver`. */
  extensionTestsPath?: string;
}

/** The address at which the workbench opens what is asked for. All paths are absolute. */
export function workbenchUrl(port: number, connectionToken: string | undefined, options: WorkbenchOptions): string {
  const authority = `127.0.0.1:${port}`;
  const remote = (path: string) => `vscode-remote://${authority}${encodeURI(path)}`;
  const payload = [
    ...(options.file ? [["openFile", remote(options.file)]] : []),
    ...(options.extensionDevelopmentPath
      ? [["extensionDevelopmentPath", remote(options.extensionDevelopmentPath)]]
      : []),
    ...(options.extensionTestsPath ? [["extensionTestsPath", remote(options.extensionTestsPath)]] : []),
  ];
  const query = new URLSearchParams();
  if (connectionToken) query.set("tkn", connectionToken);
  if (options.folder) query.set("folder", options.folder);
  else if (options.workspace) query.set("workspace", options.workspace);
  else query.set("ew", "true");
  if (payload.length > 0) query.set("payload", JSON.stringify(payload));
  return `http://${authority}/?${query.toString()}`;
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./freePort.ts";
import { serverFolder } from "./location.ts";
import { addMissingSettings, quietSettings, type Settings } from "./settings.ts";
import { type WorkbenchOptions, workbenchUrl } from "./workbenchUrl.ts";

export interface ServerOptions {
  /**
   * Data, extensions and logs, kept from one start to the next, settings included. By default a temporary folder
   * that `stop` removes and that is the server's home folder as well.
   */
  dataFolder?: string;
  /** Added to the quiet ones. */
  settings?: Settings;
  /** VSIX files to install before the start. */
  vsix?: string[];
  /** Needed for `extensionTestsPath` and `extensionDevelopmentPath`; suppresses notifications and refuses dialogs. Default false. */
  smokeTestDriver?: boolean;
  /** Whether VS Code asks if it may trust the folder; without, everything is trusted. Default false. */
  workspaceTrust?: boolean;
  /** Taken if free; else any. */
  port?: number;
  /** Who opens the workbench must know it. Default none: any process of this machine may connect. */
  connectionToken?: string;
  /** Variables for the server and for the extension host in it. */
  env?: NodeJS.ProcessEnv;
}

export interface Server {
  port: number;
  dataFolder: string;
  /** Where `settings.json` is, see `changeSettings`. */
  serverData: string;
  logFile: string;
  url(options: WorkbenchOptions): string;
  /** Settles when the server has ended, for whatever reason. */
  ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts VS Code's server on 127.0.0.1 and waits until it answers. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const isTemporary = !options.dataFolder;
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), "wfnb-vscode-")));
  const serverData = join(dataFolder, "server");
  const logFile = join(dataFolder, "server.log");
  const env = isTemporary ? { ...options.env, HOME: await homeIn(dataFolder) } : { ...options.env };
  await addMissingSettings(serverData, { ...quietSettings, ...options.settings });
  const vsix = options.vsix ?? [];
  if (!isTemporary) await install(vsix, dataFolder, env);
  const extensions = isTemporary ? await sharedExtensions(vsix) : extensionsIn(dataFolder);

  const port = await freePort(options.port);
  const child = spawnServer(
    ["--host", "127.0.0.1", "--port", String(port), ...(await flags(options, dataFolder, extensions))],
    env,
  );
  const log = createWriteStream(logFile);
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const ended = once(child, "exit");
  const killNow = () => {
    killGroup(child, "SIGKILL");
    if (isTemporary) rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once("exit", killNow);

  const stop = async () => {
    killGroup(child, "SIGTERM");
    const hasEnded = await Promise.race([ended.then(() => true), sleep(3000, false, { ref: false })]);
    if (!hasEnded) killGroup(child, "SIGKILL");
    await ended;
    killGroup(child, "SIGKILL");
    process.off("exit", killNow);
    log.end();
    if (isTemporary) await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await answering(port, child);
  } catch (error) {
    const output = await readFile(logFile, "utf8").catch(() => "");
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${output}`);
  }
  return {
    port,
    dataFolder,
    serverData,
    logFile,
    url: (workbench) => workbenchUrl(port, options.connectionToken, workbench),
    ended,
    stop,
  };
}

async function homeIn(dataFolder: string): Promise<string> {
  const home = join(dataFolder, "home");
  await mkdir(home, { recursive: true });
  return home;
}

async function flags(options: ServerOptions, dataFolder: string, extensions: string): Promise<string[]> {
  return [
    ...folders(dataFolder, extensions),
    "--accept-server-license-terms",
    "--telemetry-level",
    "off",
    ...(await tokenFlags(options.connectionToken, dataFolder)),
    ...(options.workspaceTrust ? [] : ["--disable-workspace-trust"]),
    ...(options.smokeTestDriver ? ["--enable-smoke-test-driver"] : []),
  ];
}

/** By way of a file, since a command line can be read by others. */
async function tokenFlags(token: string | undefined, dataFolder: string): Promise<string[]> {
  if (!token) return ["--without-connection-token"];
  const file = join(dataFolder, "connection-token");
  await writeFile(file, token, { mode: 0o600 });
  return ["--connection-token-file", file];
}

function folders(dataFolder: string, extensions: string): string[] {
  return ["--server-data-dir", join(dataFolder, "server"), "--extensions-dir", extensions];
}

function extensionsIn(dataFolder: string): string {
  return join(dataFolder, "extensions");
}

const installed = new Map<string, Promise<string>>();

/** Installing takes a second: servers of this process that want the same extensions share a folder of them, which goes with the process. */
function sharedExtensions(vsix: readonly string[]): Promise<string> {
  const key = vsix.join("\n");
  let folder = installed.get(key);
  if (folder === undefined) {
    folder = installInto(vsix);
    installed.set(key, folder);
  }
  return folder;
}

async function installInto(vsix: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "wfnb-extensions-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  await install(vsix, folder, { HOME: await homeIn(folder) });
  return extensionsIn(folder);
}

async function install(vsix: readonly string[], dataFolder: string, env: NodeJS.ProcessEnv): Promise<void> {
  for (const file of vsix) {
    const child = spawnServer(
      [
        ...folders(dataFolder, extensionsIn(dataFolder)),
        "--accept-server-license-terms",
        "--force",
        "--install-extension",
        file,
      ],
      env,
    );
    let output = "";
    child.stdout?.on("data", (text) => (output += text));
    child.stderr?.on("data", (text) => (output += text));
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`VS Code could not install ${file}:\n${output}`);
  }
}

/** In a process group of its own, so that its extension hosts, kernels and terminals end with it. */
function spawnServer(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const main = join(serverFolder(), "out", "server-main.js");
  return spawn(process.execPath, [main, ...args], {
    env: { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  const patienceMs = 30_000;
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`VS Code's server ended at once; its output:`);
    const response = await fetch(`http://127.0.0.1:${port}/version`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error(`VS Code's server did not answer within ${patienceMs / 1000} s; its output:`);
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    // The group has gone already.
  }
}

import { join } from "node:path";
import { NotebookSession } from "../../notebook/session.ts";
import { findWorkspace } from "../../platform/findWorkspace.ts";
import { openKernel } from "../../platform/openKernel.ts";
import { fileReader } from "../../platform/readText.ts";
import { readConnection } from "./connection.ts";
import { JupyterKernel } from "./jupyterKernel.ts";
import { watchParent } from "./parentWatch.ts";
import { Sockets } from "./sockets.ts";

/** Milliseconds after which drawing charts is made ready: by then the client has been served. */
const warmUpMs = 300;

/**
 * A Jupyter kernel for the notebook whose folder this process runs in. It ends when a client shuts it down or the process that
 * started it is gone.
 *
 * @throws ConnectionFileError
 */
export async function serveJupyter(connectionFile: string): Promise<void> {
  const connection = readConnection(connectionFile);
  const folder = process.cwd();
  const workspace = findWorkspace(undefined, folder);
  const notebook = notebookPath(folder);
  const kernel = openKernel(workspace);
  const read = fileReader(workspace);
  const session = new NotebookSession({ kernel, notebook, read });
  const sockets = new Sockets(connection);

  let isEnding = false;
  const shutDown = async () => {
    if (isEnding) return;
    isEnding = true;
    await Promise.race([Promise.all([kernel.close(), sockets.close()]), after(2_000)]);
    process.exit(0);
  };
  const jupyter = new JupyterKernel({ kernel, session, notebook, read, sockets, shutDown });
  await sockets.open(
    (request) => jupyter.shell(request),
    (request) => jupyter.control(request),
    (sentence) => process.stderr.write(`wfnb: ${sentence}\n`),
  );
  sockets.publish("status", { execution_state: "starting" }, undefined);

  watchParent(() => void shutDown());
  // Interrupts come as messages; Ctrl+C in the client's terminal is meant for the client.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => void shutDown());
  void kernel.workflows().catch(() => {});
  setTimeout(() => void warmUp(), warmUpMs);
}

/** JupyterLab tells the notebook's path; other clients leave us with its folder. */
function notebookPath(folder: string): string {
  const name = process.env.JPY_SESSION_NAME;
  const file = name === undefined ? undefined : /[^/\\]+\.(ipynb|wfnb)$/.exec(name)?.[0];
  return join(folder, file ?? "notebook.wfnb");
}

/** The first picture takes as long as loading what draws it. */
async function warmUp(): Promise<void> {
  const { pictureOf } = await import("../../display/picture.ts");
  await pictureOf({
    data: { values: [{ a: 1 }] },
    mark: "point",
    encoding: { x: { field: "a", type: "quantitative" } },
  });
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

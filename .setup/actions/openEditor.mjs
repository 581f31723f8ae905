import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { command } from "../command.mjs";
import { takeSteps } from "../progress.mjs";
import { host } from "../steps/host.mjs";
import { serveEditor } from "./serveEditor.mjs";

const notebook = "notebooks/stf_processing.wfnb";

/** Opens the reference notebook in the user's VS Code; without one, in VS Code in the browser. */
export async function openEditor(context) {
  const code = findCode(context.env.PATH);
  if (code) return openInDesktop(code, context);
  console.log("There is no `code` on the PATH: serving VS Code to your browser.");
  await takeSteps([host], context);
  return serveEditor(context, notebook);
}

async function openInDesktop(code, { root, env, vsix }) {
  await command(code, ["--install-extension", vsix, "--force"], { cwd: root, env });
  await command(code, [root], { cwd: root, env });
  // A window that is just opening takes a file type that it never saw for plain text.
  await sleep(5000);
  await command(code, ["--reuse-window", join(root, notebook)], { cwd: root, env });
  console.log(
    `Opened ${notebook} in VS Code, with the extension installed. Remove it with: code --uninstall-extension wfnb.workflow-notebooks`,
  );
  return 0;
}

function findCode(path = "") {
  return path
    .split(delimiter)
    .map((folder) => join(folder, "code"))
    .find((file) => existsSync(file));
}

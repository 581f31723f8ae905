import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { runCommand } from "./commands.ts";
import type { Workbench } from "./workbench.ts";

const manifest = {
  name: "tool-caller",
  displayName: "Tool Caller",
  publisher: "test",
  version: "1.0.0",
  engines: { vscode: "^1.100.0" },
  main: "./main.cjs",
  activationEvents: [],
  capabilities: { untrustedWorkspaces: { supported: true } },
  contributes: { commands: [{ command: "toolCaller.call", title: "Tool Caller: Call" }] },
};

/** What an assistant's extension would do: the editor runs the tool, and asks the person where the tool wants that. */
const main = `const vscode = require("vscode");
const fs = require("node:fs");
const path = require("node:path");
exports.activate = (context) =>
  context.subscriptions.push(
    vscode.commands.registerCommand("toolCaller.call", async () => {
      const folder = vscode.workspace.workspaceFolders[0].uri.fsPath;
      const { name, input } = JSON.parse(fs.readFileSync(path.join(folder, "call.json"), "utf8"));
      const answer = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }).then(
        ({ content }) => ({ content: content.map(({ value }) => value).join("") }),
        (error) => ({ error: error.name + ": " + error.message }),
      );
      fs.writeFileSync(path.join(folder, "answer.part"), JSON.stringify(answer));
      fs.renameSync(path.join(folder, "answer.part"), path.join(folder, "answer.json"));
    }),
  );
`;

let packed: Promise<string> | undefined;

/** The VSIX of an extension that calls tools of language models, to be installed beside ours; packed once, and removed at the end. */
export function packToolCaller(): Promise<string> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "wfnb-tool-caller-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "main.cjs"), main);
  writeFileSync(join(folder, "README.md"), "Calls tools of language models.\n");
  const packagePath = join(folder, "tool-caller.vsix");
  const vsce = join(import.meta.dirname, "../../../node_modules/@vscode/vsce/vsce");
  const args = ["package", "--no-dependencies", "--skip-license", "--allow-missing-repository", "--out", packagePath];
  await promisify(execFile)(process.execPath, [vsce, ...args], { cwd: folder });
  return packagePath;
}

export interface ToolAnswer {
  content?: string;
  error?: string;
}

/** Has the installed tool caller call a tool; what is returned waits for the answer, which may need a question answered first. */
export async function callTool(
  { page, folder }: Workbench,
  name: string,
  input: object,
): Promise<() => Promise<ToolAnswer>> {
  const answer = join(folder, "answer.json");
  rmSync(answer, { force: true });
  writeFileSync(join(folder, "call.json"), JSON.stringify({ name, input }));
  await runCommand(page, "Tool Caller: Call");
  return async () => {
    for (const deadline = Date.now() + 30_000; !existsSync(answer); await sleep(50)) {
      if (Date.now() > deadline) throw new Error(`The tool ${name} gave no answer within 30 s.`);
    }
    return JSON.parse(readFileSync(answer, "utf8")) as ToolAnswer;
  };
}

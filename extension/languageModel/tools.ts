import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";
import type { ToolName } from "../../kernel/tools/index.ts";
import { languageModelTools } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";

/** What language models may do with executions, as tools of the editor. Whatever runs code asks before, and is refused where nothing is trusted. */
export function registerLanguageModelTools(kernels: WorkspaceKernels): vscode.Disposable {
  return vscode.Disposable.from(
    ...languageModelTools.map((name) => vscode.lm.registerTool<object>(name, toolOf(name, kernels))),
  );
}

function toolOf(name: ToolName, kernels: WorkspaceKernels): vscode.LanguageModelTool<object> {
  return {
    prepareInvocation: ({ input }) => prepare(name, input),
    invoke: async ({ input }, token) => {
      const answer = await ask(name, input, kernels, token);
      const text = JSON.stringify(answer, null, 1);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    },
  };
}

async function prepare(name: ToolName, input: object): Promise<vscode.PreparedToolInvocation> {
  if (name !== "wfnb_run_workflow") return { invocationMessage: messages[name]() };
  const { configOf, toolInputs } = await import("../../kernel/tools/index.ts");
  const checked = toolInputs.wfnb_run_workflow.safeParse(input);
  // What a model sends is shown as code, so that nothing in it is taken for markup.
  const config = new vscode.MarkdownString().appendCodeblock(checked.success ? configOf(checked.data) : "", "toml");
  return {
    invocationMessage: messages[name](),
    confirmationMessages: { title: vscode.l10n.t("Run a workflow?"), message: config },
  };
}

const messages: Readonly<Record<ToolName, () => string>> = {
  wfnb_list_executions: () => vscode.l10n.t("Looking for executions"),
  wfnb_get_execution: () => vscode.l10n.t("Reading an execution"),
  wfnb_list_workflows: () => vscode.l10n.t("Looking for workflows"),
  wfnb_run_workflow: () => vscode.l10n.t("Running a workflow"),
  wfnb_compare_executions: () => vscode.l10n.t("Comparing executions"),
  wfnb_validate_config: () => vscode.l10n.t("Checking a configuration"),
};

async function ask(name: ToolName, input: object, kernels: WorkspaceKernels, token: vscode.CancellationToken) {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error(vscode.l10n.t("There is no folder open, so there are no executions."));
  const [{ answerTool }, { readBeside }, { nameOf }] = await Promise.all([
    import("../../kernel/tools/index.ts"),
    import("../toml/readOpenText.ts"),
    import("../toml/convert.ts"),
  ]);
  const place = vscode.Uri.joinPath(folder.uri, "workflows", "untitled.toml");
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  const patience = (seconds: number) => setTimeout(seconds * 1_000, undefined, { ref: false });
  const ports = { read: readBeside(place), uri: nameOf(place), patience, signal: abort.signal };
  return await answerTool(name, input, { kernel: kernels.of(place), ...ports });
}

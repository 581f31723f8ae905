import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";
import type { GoingOn, ToolName } from "../../kernel/tools/index.ts";
import { languageModelTools } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";

/** What language models may do with executions, as tools of the editor. Whatever runs code asks before, and is refused where nothing is trusted. */
export function registerLanguageModelTools(kernels: WorkspaceKernels): vscode.Disposable {
  const goingOn: GoingOn = new Map();
  return vscode.Disposable.from(
    ...languageModelTools.map((name) => vscode.lm.registerTool<object>(name, toolOf(name, kernels, goingOn))),
  );
}

function toolOf(name: ToolName, kernels: WorkspaceKernels, goingOn: GoingOn): vscode.LanguageModelTool<object> {
  return {
    prepareInvocation: ({ input }) => prepare(name, input),
    invoke: async ({ input }, token) => {
      const { answerTool } = await import("../../kernel/tools/index.ts");
      const place = await placeOf();
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const answer = await answerTool(name, input, {
        kernel: kernels.of(place.document),
        read: place.read,
        uri: place.uri,
        goingOn,
        patience: (seconds) => setTimeout(seconds * 1_000, undefined, { ref: false }),
        signal: abort.signal,
      });
      const text = JSON.stringify(answer, null, 1);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    },
  };
}

/** Where a text from a model counts as standing: among the workflows of the first folder. */
async function placeOf() {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error(vscode.l10n.t("There is no folder open, so there are no executions."));
  const [{ readBeside }, { nameOf }] = await Promise.all([
    import("../toml/readOpenText.ts"),
    import("../toml/convert.ts"),
  ]);
  const document = vscode.Uri.joinPath(folder.uri, "workflows", "untitled.toml");
  return { document, read: readBeside(document), uri: nameOf(document) };
}

async function prepare(name: ToolName, input: object): Promise<vscode.PreparedToolInvocation> {
  const { toolTexts } = await import("../../kernel/tools/index.ts");
  const invocationMessage = messages[name]();
  if (toolTexts[name].does === "reads") return { invocationMessage };
  // What a model sends is shown as code, so that nothing in it is taken for markup.
  const message = new vscode.MarkdownString().appendCodeblock(...(await shownInput(name, input)));
  return { invocationMessage, confirmationMessages: { title: questions[name]?.() ?? invocationMessage, message } };
}

/** What is to be run, or stopped: a configuration as a person would write it, else the input as it came. */
async function shownInput(name: ToolName, input: object): Promise<[text: string, language: string]> {
  const { configOf, readConfig, toolInputs } = await import("../../kernel/tools/index.ts");
  const workflow = toolInputs.wfnb_run_workflow.safeParse(input);
  if (name === "wfnb_run_workflow" && workflow.success) return [configOf(workflow.data), "toml"];
  const config = toolInputs.wfnb_run_config.safeParse(input);
  if (name === "wfnb_run_config" && config.success) {
    // A file that cannot be read is told of by the run, which is refused.
    const read = await readConfig(config.data, await placeOf()).catch(() => undefined);
    if (read !== undefined) return [read.text, "toml"];
  }
  return [JSON.stringify(input, null, 1), "json"];
}

const questions: Readonly<Record<string, () => string>> = {
  wfnb_run_workflow: () => vscode.l10n.t("Run a workflow?"),
  wfnb_run_config: () => vscode.l10n.t("Run a workflow?"),
  wfnb_verify_execution: () => vscode.l10n.t("Run an execution again?"),
  wfnb_cancel_executions: () => vscode.l10n.t("Cancel executions?"),
};

const messages: Readonly<Record<ToolName, () => string>> = {
  wfnb_list_executions: () => vscode.l10n.t("Looking for executions"),
  wfnb_get_execution: () => vscode.l10n.t("Reading an execution"),
  wfnb_list_workflows: () => vscode.l10n.t("Looking for workflows"),
  wfnb_run_workflow: () => vscode.l10n.t("Running a workflow"),
  wfnb_run_config: () => vscode.l10n.t("Running a configuration"),
  wfnb_follow_execution: () => vscode.l10n.t("Following an execution"),
  wfnb_cancel_executions: () => vscode.l10n.t("Cancelling executions"),
  wfnb_get_timeline: () => vscode.l10n.t("Reading a timeline"),
  wfnb_get_records: () => vscode.l10n.t("Reading records of an execution"),
  wfnb_summarize_executions: () => vscode.l10n.t("Summing up executions"),
  wfnb_verify_execution: () => vscode.l10n.t("Running an execution again"),
  wfnb_compare_executions: () => vscode.l10n.t("Comparing executions"),
  wfnb_validate_config: () => vscode.l10n.t("Checking a configuration"),
};

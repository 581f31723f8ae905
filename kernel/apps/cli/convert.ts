import { readFile, writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { Command, Option } from "@commander-js/extra-typings";
import type { NotebookDocument } from "../../notebook/document.ts";
import { fromMarkdown, toMarkdown } from "../../notebook/export/markdown.ts";
import { fromTypeScript, toTypeScript } from "../../notebook/export/percentScript.ts";
import { readNotebook } from "../../notebook/read.ts";
import { writeNotebook } from "../../notebook/write.ts";
import { notebookHtml } from "./notebookHtml.ts";
import { openKernel } from "./openKernel.ts";
import { workspaceOption } from "./options.ts";
import { print, printNote } from "./print.ts";
import { findWorkspace } from "./workspace.ts";

const formats = ["wfnb", "ipynb", "ts", "md", "html"] as const;
type Format = (typeof formats)[number];

export function convertCommand() {
  return new Command("convert")
    .description("Turn a notebook into another format, or another format into a notebook.")
    .argument("<file>", "a .wfnb or .ipynb notebook, a .ts or a .md file")
    .addOption(
      new Option("-t, --to <format>", "html has the charts in it and needs no internet")
        .choices(formats)
        .makeOptionMandatory(),
    )
    .option("-o, --output <file>", "where to write; default: standard output")
    .option("--no-code", "in html, leave out the code")
    .addOption(workspaceOption())
    .action(async (file, { to, output, code, workspace }) => {
      const text = await convert(file, to, !code, workspace);
      if (output === undefined) print(text.replace(/\n$/, ""));
      else {
        await writeFile(output, text);
        printNote(`${file} written to ${output}`);
      }
    });
}

async function convert(file: string, to: Format, withoutCode: boolean, workspace: string | undefined): Promise<string> {
  const document = parsed(await readFile(file, "utf8"), extname(file));
  switch (to) {
    case "wfnb":
    case "ipynb":
      return writeNotebook(document);
    case "ts":
      return toTypeScript(document);
    case "md":
      return toMarkdown(document);
    case "html": {
      await using kernel = openKernel(findWorkspace(workspace));
      return await notebookHtml(document, file, kernel, withoutCode);
    }
  }
}

function parsed(text: string, ending: string): NotebookDocument {
  if (ending === ".md") return fromMarkdown(text);
  return ending === ".ts" ? fromTypeScript(text) : readNotebook(text);
}

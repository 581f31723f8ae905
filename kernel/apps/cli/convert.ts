import { existsSync } from "node:fs";
import { Command, Option } from "@commander-js/extra-typings";
import { fromText, isNotebookFile, leftOutOf, textFormats, toText } from "../../notebook/export/formats.ts";
import { withPictures } from "../../notebook/export/pictures.ts";
import { replaceFile } from "../../platform/replaceFile.ts";
import { drawnFrom, notebookHtml } from "./notebookHtml.ts";
import { openKernel } from "./openKernel.ts";
import { workspaceOption } from "./options.ts";
import { print, printNote } from "./print.ts";
import { readTarget } from "./readTarget.ts";
import { refuseUnwritable } from "./refuseUnwritable.ts";
import { findWorkspace } from "./workspace.ts";

const formats = [...textFormats, "html"] as const;
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
    .option("--force", "write over a file that is there")
    .option("--no-code", "in html, leave out the code")
    .option(
      "--pictures",
      "in wfnb and ipynb, put a picture beside each execution and chart, for programs that draw neither",
    )
    .addOption(workspaceOption())
    .action(async (file, { output, force, ...wishes }) => {
      if (output !== undefined && force !== true && existsSync(output)) {
        throw new Error(`${output} exists already, and nothing was written: name another file, or add --force.`);
      }
      if (output !== undefined) await refuseUnwritable(output);
      const text = await convert(file, wishes);
      if (output === undefined) print(text.replace(/\n$/, ""));
      else {
        await replaceFile(output, text);
        printNote(`${file} written to ${output}`);
      }
    });
}

interface Wishes {
  readonly to: Format;
  readonly code: boolean;
  readonly pictures?: true;
  readonly workspace?: string;
}

async function convert(file: string, { to, code, pictures, workspace }: Wishes): Promise<string> {
  const text = await readTarget(file);
  const document = fromText(text, file);
  const leftOut = to === "html" ? undefined : leftOutOf(document, to);
  if (leftOut !== undefined) printNote(leftOut);
  const before = isNotebookFile(file) && text.trim() !== "" ? text : undefined;
  if (to !== "html" && pictures !== true) return toText(document, to, before);
  await using kernel = openKernel(findWorkspace(workspace));
  if (to === "html") return await notebookHtml(document, file, kernel, !code);
  return toText(await withPictures(document, drawnFrom(kernel)), to, before);
}

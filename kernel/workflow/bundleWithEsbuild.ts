import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, relative, resolve } from "node:path";
import type { BuildFailure, BuildOptions, Message, OutputFile } from "esbuild";
import type { Bundler, WorkflowText } from "./bundle.ts";
import { inlineDelegation } from "./inlineDelegation.ts";
import type { WorkflowProblem } from "./loaderProblem.ts";
import { sentenceOf, tellUndefinedImports, undefinedImportsIn } from "./undefinedImports.ts";

export interface BundlerOptions {
  /** Whether calls of local generator functions are inlined, for speed: see `inlineDelegation`. Default true, unless `WFNB_NO_INLINE=1`. */
  readonly inlines?: boolean;
}

const inlinesByDefault = process.env.WFNB_NO_INLINE !== "1";

/**
 * Bundles TypeScript files of a workspace with esbuild. Every failure is a list of problems with places.
 * Paths in the bundle are relative to the workspace, so that its hash does not depend on where the workspace lies.
 */
export function esbuildBundler(workspace: string, { inlines = inlinesByDefault }: BundlerOptions = {}): Bundler {
  return async (path, given) => {
    let source: string;
    try {
      source = given?.text ?? (await readFile(path, "utf8"));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = code === "ENOENT" ? "There is no such file" : `It cannot be read (${code ?? message})`;
      return { problems: [{ file: path, message: `${reason}: ${path}` }] };
    }
    const { build } = await import("esbuild");
    try {
      const { outputFiles, metafile, warnings } = await build({
        ...entryOf(path, given),
        absWorkingDir: workspace,
        outfile: resolve(workspace, "workflow.cjs"),
        bundle: true,
        write: false,
        metafile: true,
        format: "cjs",
        platform: "node",
        target: "node24",
        external: ["wfnb"],
        // TypeScript modules are strict; as a CommonJS script the bundle would not be.
        banner: { js: '"use strict";' },
        sourcemap: "external",
        sourcesContent: false,
        logLevel: "silent",
        logOverride: tellUndefinedImports,
        // A workspace's own settings are for its editor; only what changes meaning is kept out of here.
        tsconfigRaw: "{}",
      });
      const undefinedImports = undefinedImportsIn(warnings);
      if (undefinedImports.length > 0) {
        return { problems: undefinedImports.map((message) => problemOf(message, path, workspace)) };
      }
      const written = { code: textOf(outputFiles, ".cjs"), map: textOf(outputFiles, ".map") };
      const { code, map } = inlines ? inlineDelegation(written) : written;
      return {
        bundled: {
          path,
          file: relativeInside(workspace, path),
          source,
          sourceHash: sha256(source),
          bundle: { code, map },
          bundleHash: sha256(code),
          inputs: Object.keys(metafile.inputs)
            .filter((input) => input !== "<stdin>")
            .map((input) => resolve(workspace, input)),
        },
      };
    } catch (error) {
      const messages = (error as Partial<BuildFailure>).errors;
      if (messages === undefined) throw error;
      return { problems: messages.map((message) => problemOf(message, path, workspace)) };
    }
  };
}

/** A text brings the map of its own lines along, so that places are told in what the user wrote. */
function entryOf(path: string, given: WorkflowText | undefined): Pick<BuildOptions, "entryPoints" | "stdin"> {
  if (given === undefined) return { entryPoints: [path] };
  const { text, map } = given;
  const mapped =
    map === undefined
      ? text
      : `${text}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}`;
  return { stdin: { contents: mapped, loader: "ts", resolveDir: dirname(path), sourcefile: basename(path) } };
}

function textOf(files: readonly OutputFile[], ending: string): string {
  return files.find((file) => file.path.endsWith(ending))?.text ?? "";
}

function problemOf(message: Message, path: string, workspace: string): WorkflowProblem {
  const { location } = message;
  const text = sentenceOf(message);
  if (location === null) return { file: path, message: text };
  // esbuild counts lines from one and columns in UTF-8 bytes from zero.
  const character = Buffer.from(location.lineText).subarray(0, location.column).toString().length;
  return { file: resolve(workspace, location.file), line: location.line - 1, character, message: text };
}

function relativeInside(workspace: string, path: string): string {
  const inside = relative(workspace, path);
  return inside.startsWith("..") || isAbsolute(inside) ? path : inside.replaceAll("\\", "/");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../package/installedPackage.ts";

/** A fenced block of code on a page of the documentation. */
export interface Sample {
  /** Page and line, to be found when it fails. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

/** They are compared with SimPy, by a test of their own. */
const elsewhere = "simpy_side_by_side.md";

/** All samples of the README files and of `docs/`, in the order of their pages. */
export function documentationSamples(): Sample[] {
  const docs = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md") && name !== elsewhere);
  return ["README.md", "kernel/README.md", ...docs.map((name) => `docs/${name}`)].flatMap(samplesOf);
}

function samplesOf(page: string): Sample[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(/^```(\w+)\n(.*?)^```/gms)].map(({ 1: language, 2: code, index }) => {
    return { place: `${page}:${text.slice(0, index).split("\n").length}`, language: language!, text: code! };
  });
}

/** A workflow's sample begins with the file that it is to be put into. */
export function workflowFile({ language, text }: Sample): string | undefined {
  return language === "ts" ? /^\/\/ (workflows\/\w+\.ts)\n/.exec(text)?.[1] : undefined;
}

/** A sample for a notebook says so in its first line. */
export function isCell({ language, text }: Sample): boolean {
  return language === "ts" && text.startsWith("// in a TypeScript cell\n");
}

/** The lines that call the command line; those that install something, or want Jupyter, are tested with it. */
export function commandLines({ language, text }: Sample): string[] {
  if (language !== "sh") return [];
  const calls = text.split("\n").map((line) => /^(?:npx )?wfnb (?!jupyter)(.*)$/.exec(line)?.[1]);
  return calls.filter((call) => call !== undefined);
}

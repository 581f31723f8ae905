// Licences of what others wrote and what ships inside the extension, or the library.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";

type Output = Metafile["outputs"][string];

/** Packages that a person has looked at: they declare the MIT licence and leave its text to us. */
const declareOnly = new Set(["@vscode/l10n"]);
const mit = new URL("licences/MIT.txt", import.meta.url);

/**
 * The text of ThirdPartyNotices.txt: every package of which the bundles hold at least a byte, with its licence.
 *
 * @param beside folders of packages that ship beside the bundles, as they are or minified
 * @throws when a package has no licence text, which then has to be looked at by a person.
 */
export async function thirdPartyNotices(
  root: string,
  metafiles: readonly Metafile[],
  beside: readonly string[],
): Promise<string> {
  const bundled = metafiles.flatMap(({ outputs }) => Object.values(outputs)).flatMap(packagesIn);
  const folders = [...new Set([...bundled, ...beside])];
  const notices = await Promise.all(folders.map((folder) => noticeOf(join(root, folder))));
  return [
    "Workflow Notebooks contains the following software of others, under their licences.\n",
    ...notices
      .sort((a, b) => a.title.localeCompare(b.title, "en"))
      .map(({ title, text }) => `${rule}\n${title}\n\n${text}\n`),
  ].join("\n");
}

const rule = "-".repeat(80);

function packagesIn({ inputs }: Output): string[] {
  return Object.entries(inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
}

async function noticeOf(folder: string): Promise<{ title: string; text: string }> {
  const { name, version, license, author } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Record<
    string,
    string
  >;
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|thirdpartynotice)/i.test(file)).sort();
  if (files.length === 0 && declareOnly.has(name!)) {
    const text = `It comes without a licence text. Its package.json says: ${license}, author ${author}.\n\n${await readFile(mit, "utf8")}`;
    return { title: `${name} ${version} (${license})`, text: text.trim() };
  }
  if (files.length === 0) throw new Error(`${name} ${version} (${license}) has no licence text in ${folder}.`);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return { title: `${name} ${version} (${license})`, text: texts.map((text) => text.trim()).join("\n\n") };
}

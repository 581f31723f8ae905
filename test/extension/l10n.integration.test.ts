import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { getL10nJson } from "@vscode/l10n-dev";

const json = (file: string): any => JSON.parse(readFileSync(file, "utf8"));
const languages = ["de"];
/** Keys of the manifest whose texts people read. */
const texts =
  /^(displayName|title|category|description|markdownDescription|contents|label|altText|userDescription|contextualTitle)$/;

describe("every sentence of the extension can be read in another language", function () {
  // The first text that is parsed loads a parser.
  this.timeout(30_000);

  it("in the manifest: nothing is written there, every key is in every language, none is left over", () => {
    const used = new Set<string>();
    const plain: string[] = [];
    const walk = (value: unknown, key: string, path: string): void => {
      if (typeof value === "string") {
        const name = /^%(.*)%$/.exec(value)?.[1];
        if (name !== undefined) used.add(name);
        else if (texts.test(key) && !path.includes("inputSchema")) plain.push(`${path}: ${value}`);
      } else if (typeof value === "object" && value !== null) {
        for (const [name, inner] of Object.entries(value)) walk(inner, name, `${path}/${name}`);
      }
    };
    const manifest = json("package.json");
    walk({ displayName: manifest.displayName, description: manifest.description }, "", "");
    walk(manifest.contributes, "", "contributes");
    walk(manifest.capabilities, "", "capabilities");
    assert.deepEqual(plain, []);
    for (const file of ["package.nls.json", ...languages.map((language) => `package.nls.${language}.json`)]) {
      assert.deepEqual(Object.keys(json(file)).sort(), [...used].sort(), file);
    }
  });

  it("in the code: the bundle has what the code says, and every language has the bundle", async () => {
    const files = globSync("extension/**/*.ts").map((file) => ({
      contents: readFileSync(file, "utf8"),
      extension: ".ts" as const,
    }));
    const said = Object.keys(await getL10nJson(files)).sort();
    const bundle = json("l10n/bundle.l10n.json");
    assert.deepEqual(Object.keys(bundle).sort(), said, "npm run l10n writes it");
    for (const language of languages) {
      const translated = json(`l10n/bundle.l10n.${language}.json`);
      assert.deepEqual(Object.keys(translated).sort(), said, language);
      for (const [sentence, translation] of Object.entries<string>(translated)) {
        assert.deepEqual(places(translation), places(sentence), sentence);
      }
    }
  });
});

function places(text: string): string[] {
  return (text.match(/\{\d\}/g) ?? []).sort();
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  commands,
  comparisonPage,
  detailsPage,
  errorMime,
  executionMime,
  executionsView,
  extensionId,
  notebookType,
  rendererId,
  sessionView,
  tomlLanguage,
  vegaLiteMime,
  vegaMime,
} from "../../extension/ids.ts";

const { contributes, name, publisher } = JSON.parse(readFileSync("package.json", "utf8"));
const titled: string[] = contributes.commands.map(({ command }: { command: string }) => command);

describe("the manifest and the code name the same things", () => {
  it("commands", () => assert.deepEqual([...titled].sort(), Object.values(commands).sort()));
  it("commands in menus", () => {
    const inMenus = Object.values(contributes.menus as Record<string, { command: string }[]>).flat();
    assert.deepEqual(
      inMenus.filter(({ command }) => !titled.includes(command)),
      [],
    );
  });
  it("the extension itself", () => assert.equal(`${publisher}.${name}`, extensionId));
  it("notebook type", () => assert.equal(contributes.notebooks[0].type, notebookType));
  it("renderer and its MIME type", () => {
    assert.equal(contributes.notebookRenderer[0].id, rendererId);
    assert.deepEqual(contributes.notebookRenderer[0].mimeTypes, [executionMime, errorMime, vegaLiteMime, vegaMime]);
  });
  it("views", () => {
    assert.deepEqual(
      contributes.views.wfnb.map(({ id }: { id: string }) => id),
      [executionsView, sessionView],
    );
  });
  it("pages, which are brought back after a reload", () => {
    const activation: string[] = JSON.parse(readFileSync("package.json", "utf8")).activationEvents;
    for (const page of [detailsPage, comparisonPage]) assert.ok(activation.includes(`onWebviewPanel:${page}`), page);
  });
  it("language", () => assert.equal(contributes.languages[0].id, tomlLanguage));
});

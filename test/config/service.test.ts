import assert from "node:assert/strict";
import {
  ConfigLanguageService,
  definitionAt,
  type LanguageWorld,
  type ReadFailure,
} from "../../kernel/config/index.ts";
import { workflows } from "./workflows.ts";

/** A folder in memory that counts what is read from it. */
function folder(files: Record<string, string>) {
  const read: string[] = [];
  const world: LanguageWorld = {
    root: "/ws",
    workflows: () => workflows,
    read: async (uri): Promise<string | ReadFailure> => {
      read.push(uri);
      return files[uri] ?? { failure: "not-found" };
    },
  };
  return { files, read, service: new ConfigLanguageService(world) };
}

const text = '[workflow]\nname = "stf_processing"\nincludes = ["shared.toml"]\n';
const main = { uri: "/ws/main.toml", text };

describe("the language service", () => {
  it("reads nothing twice, and gives one view for one version", async () => {
    const { read, service } = folder({ "/ws/shared.toml": "[parameters]\nstf_interval = 5\n" });
    service.update(main);
    const first = service.view(main.uri);
    assert.equal(service.view(main.uri), first);
    await first;
    service.update({ ...main, text: `${text}# more\n` });
    const { config } = await service.view(main.uri);
    assert.equal(config.parameters.stf_interval, 5);
    assert.deepEqual(read, ["/ws/shared.toml", "/ws/testbed.toml"]);
  });

  it("reads again what changed, and says whose view that touches", async () => {
    const { files, service } = folder({ "/ws/shared.toml": "[parameters]\nstf_interval = 5\n" });
    service.update(main);
    await service.view(main.uri);
    files["/ws/shared.toml"] = "[parameters]\nstf_interval = 6\n";
    assert.deepEqual(service.changed("/ws/shared.toml"), [main.uri]);
    assert.equal((await service.view(main.uri)).config.parameters.stf_interval, 6);
    delete files["/ws/shared.toml"];
    service.changed("/ws/shared.toml");
    assert.deepEqual(
      (await service.view(main.uri)).config.diagnostics.map(({ code }) => code),
      ["include-failed"],
    );
  });

  it("prefers the text of an open document to its file", async () => {
    const { service } = folder({ "/ws/shared.toml": "[parameters]\nstf_interval = 5\n" });
    service.update(main);
    await service.view(main.uri);
    assert.deepEqual(service.update({ uri: "/ws/shared.toml", text: "[parameters]\nstf_interval = 7\n" }), [
      "/ws/shared.toml",
      main.uri,
    ]);
    assert.equal((await service.view(main.uri)).config.parameters.stf_interval, 7);
    assert.deepEqual(service.close("/ws/shared.toml"), [main.uri]);
    assert.equal((await service.view(main.uri)).config.parameters.stf_interval, 5);
  });

  it("never gives a view of a file that changed while it was looked at", async () => {
    const { files, service } = folder({ "/ws/shared.toml": "[parameters]\nstf_interval = 5\n" });
    service.update(main);
    const view = service.view(main.uri);
    // The old text is on its way already.
    await Promise.resolve();
    files["/ws/shared.toml"] = "[parameters]\nstf_interval = 6\n";
    service.changed("/ws/shared.toml");
    assert.equal((await view).config.parameters.stf_interval, 6);
  });

  it("gives one file one name, from a cell as from a file", async () => {
    const { service } = folder({
      "/ws/workflows/base.toml": '[workflow]\nname = "stf_processing"\n[parameters]\nstf_interval = 4\n',
      "/ws/shared.toml": "",
    });
    const cell = "vscode-notebook-cell:/ws/my%20notes/../n.wfnb#W0";
    service.update({ uri: cell, kind: "cell", text: '[workflow]\nname = "stf_processing"\nconfig = "base"\n' });
    const view = await service.view(cell);
    assert.deepEqual(
      view.config.layers.map(({ uri }) => uri),
      ["/ws/workflows/base.toml", cell],
    );
    assert.deepEqual(definitionAt(view, { line: 1, character: 10 })[0]!.uri, "/ws/workflows/stf_processing.ts");
    assert.deepEqual(service.changed("/ws/workflows/base.toml"), [cell]);
  });

  it("takes testbed.toml and files without [workflow] for parts of others", async () => {
    const { service } = folder({});
    for (const uri of ["/ws/testbed.toml", "/ws/common.toml"]) {
      service.update({ uri, kind: "file", text: "[parameters]\nslices_per_sample = 3\nnobody = 1\n" });
      assert.deepEqual(
        (await service.view(uri)).config.diagnostics.map(({ code }) => code),
        ["unknown-parameter"],
      );
    }
  });
});

import assert from "node:assert/strict";
import { succeed } from "../../package/program.ts";
import { CliWorkspace } from "./wfnb.ts";

describe("wfnb completion", function () {
  this.timeout(60_000);
  const workspace = new CliWorkspace();
  let script: string;
  before(async () => {
    script = (await workspace.wfnb("completion", "bash")).stdout;
  });
  after(() => workspace.remove());

  /** What a real bash offers for the last of these words. */
  const offered = async (...words: string[]) => {
    const line = words.map((word) => `'${word}'`).join(" ");
    const asked = `COMP_WORDS=(wfnb ${line}); COMP_CWORD=${words.length}; _wfnb; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const shown = await succeed("bash", ["-c", `${script}\n${asked}`], { cwd: workspace.folder });
    return shown.split("\n").filter((each) => each !== "");
  };

  it("knows every command that the help tells of", async () => {
    const { stdout } = await workspace.wfnb("--help");
    const told = [...stdout.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name!).filter((name) => name !== "help");
    assert.ok(told.includes("completion"));
    assert.deepEqual(await offered(""), told);
  });

  it("knows a command's options and what they take", async () => {
    assert.deepEqual(await offered("run", "--du"), ["--duration"]);
    assert.deepEqual(await offered("check", "--format", "s"), ["sarif"]);
    assert.deepEqual(await offered("diff", "one", "two", "-f", ""), ["text", "csv", "markdown", "json"]);
  });

  it("knows the commands of a command", async () => {
    assert.deepEqual(await offered("jupyter", ""), ["install", "kernel"]);
  });

  it("leaves files to the shell", async () => {
    assert.deepEqual(await offered("run", "workflows/"), []);
    assert.match(script, /^complete -o default -F _wfnb wfnb$/m);
  });

  it("is for three shells, and says so to another one", async () => {
    assert.match((await workspace.wfnb("completion", "zsh")).stdout, /^autoload -U \+X bashcompinit/);
    assert.match((await workspace.wfnb("completion", "fish")).stdout, /^complete -c wfnb .*-a run -d 'Run a workflow/);
    const { code, stderr } = await workspace.wfnb("completion", "powershell");
    assert.deepEqual([code, stderr.includes("bash, zsh, fish")], [2, true]);
  });
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { removeFolder, root } from "../package/installedPackage.ts";
import { succeed } from "../package/program.ts";
import { type ExecutedNotebook, executeNotebook } from "./executeNotebook.ts";
import { copyWorkspace } from "./workspaceCopy.ts";

interface Chart {
  readonly $schema: string;
  readonly title?: { readonly text: string; readonly subtitle?: readonly string[] };
  readonly data?: { readonly values: readonly unknown[] };
  readonly datasets?: Readonly<Record<string, readonly unknown[]>>;
}

describe("the notebooks, executed by tslab", function () {
  this.timeout(120_000);
  let folder: string;
  const executed = new Map<string, ExecutedNotebook>();
  before(async () => {
    folder = await copyWorkspace();
    // One core each: starting Python and tslab is most of it.
    const names = ["first_steps", "sweep", "stored_executions", "own_workflow"];
    for (let i = 0; i < names.length; i += 2) {
      await Promise.all(
        names.slice(i, i + 2).map(async (name) => {
          executed.set(name, await executeNotebook(join(folder, "notebooks", `${name}.ipynb`)));
        }),
      );
    }
  });
  after(() => removeFolder(folder));

  const notebook = (name: string) => executed.get(name)!;
  const chart = (name: string, cell: string) => {
    const display = notebook(name).display(cell);
    const picture = Buffer.from(String(display["image/png"]), "base64");
    assert.equal(picture.subarray(1, 4).toString(), "PNG");
    assert.ok(String(display["text/plain"]).length > 0);
    const spec = display["application/vnd.vegalite.v5+json"] as Chart;
    assert.equal(spec.$schema, "https://vega.github.io/schema/vega-lite/v5.json");
    return spec;
  };

  it("show status, figures and timeline of an execution as one output", () => {
    const { title } = chart("first_steps", "one-period");
    assert.match(title!.text, /^stf_processing-\S+-\d{4}: completed$/);
    assert.match(title!.subtitle![0]!, /^205\.59999999999968 s simulated, 1 physics_period, 86 stf, 181 events, /);
    const text = String(notebook("first_steps").display("one-period")["text/plain"]);
    assert.match(text, /run +physics +18 s +199\.6 s/);
    assert.match(text, /stf +86\n/);
  });

  it("teach the first steps", () => {
    const first = notebook("first_steps");
    assert.match(first.text("import"), /^stf_processing 1\.0: Data-acquisition cycle/m);
    assert.match(first.text("figures"), /STFs: 86 in 205\.59999999999968 s/);
    assert.match(first.text("states"), / {3}18\.0 s to {3}199\.6 s {2}run \/ physics\n/);
    assert.match(first.text("states"), /199\.5999\d* s end_run \{ total_stf_files: 86 \}/);
    assert.match(first.text("cut"), /^until 100\n/);
    assert.match(first.text("misspelt"), /"stf_intervall".*"stf_interval".*stf_interval.*physics_period_count/s);
  });

  it("draw a sweep as a heat map of twenty executions", () => {
    const sweep = notebook("sweep");
    assert.match(sweep.text("run-grid"), /^20 executions/);
    assert.match(sweep.text("table"), /count_stf/);
    assert.equal(chart("sweep", "heat-map").data!.values.length, 20);
    assert.match(sweep.text("compare"), /^largest difference: [01]\n/);
  });

  it("analyse stored executions", () => {
    const stored = notebook("stored_executions");
    assert.match(stored.text("query"), /with 2 periods: 172 STFs/);
    assert.match(stored.text("differences"), /physics_period_count/);
    assert.ok(chart("stored_executions", "timelines").datasets!.states!.length > 15);
    assert.match(stored.text("periods"), /STFs in each period: \[ 86, 86, 86 \] in all: 258/);
    assert.match(stored.text("window-of"), /^\{"kind":"state","time":10,"state":"beam","substate":"not_ready"\}\n/);
    assert.match(stored.text("same"), /same trace: true/);
  });

  it("build a workflow from scratch", () => {
    const own = notebook("own_workflow");
    assert.match(own.text("clock"), /^2 s: inner detector has read frame 1\n3 s: outer.*over at 9 s\n$/s);
    assert.match(own.text("queue"), /1 workers: mean wait [\d.]+ s\n2 workers: mean wait 0\.\d+ s\n/);
    chart("own_workflow", "run-it");
    assert.match(own.text("run-more"), /s with one worker, [\d.]+ s with three/);
    chart("own_workflow", "compare");
  });

  it("keep every execution in the workspace, where the editor and the command line find them", async () => {
    const cli = join(root, "kernel/dist/cli.js");
    const listed = await succeed(process.execPath, [cli, "list", "--json", "--limit", "100"], { cwd: folder });
    const workflows = (JSON.parse(listed) as { workflow_name: string; status: string }[]).map(
      ({ workflow_name, status }) => `${workflow_name} ${status}`,
    );
    assert.equal(workflows.filter((it) => it === "readout completed").length, 2);
    assert.equal(workflows.filter((it) => it === "stf_processing completed").length, 2 + 20 + 4);
  });
});

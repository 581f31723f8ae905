import assert from "node:assert/strict";
import type { Json, JsonObject, WorkflowExecution } from "../../kernel/model/index.ts";
import { toHtml } from "../../kernel/notebook/export/html.ts";
import { fromTypeScript } from "../../kernel/notebook/export/percentScript.ts";
import { errorOutput, toNbformat } from "../../kernel/notebook/outputs.ts";
import { severalOutput } from "../../kernel/notebook/severalOutput.ts";
import { displayTable } from "../../kernel/notebook/typescript/displayTable.ts";

type Data = Readonly<Record<string, Json>>;

const leave = '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:1/">';

/** What stands between `<main>` and its end. */
async function page(outputs: readonly JsonObject[], source = "1"): Promise<string> {
  const document = fromTypeScript(source);
  const cells = document.cells.map((cell) => ({ ...cell, outputs: cell.kind === "code" ? outputs : [] }));
  const html = await toHtml({ ...document, cells }, { title: "x", draw: async () => undefined });
  return html.slice(html.indexOf("<main>"), html.lastIndexOf("</main>"));
}

const shown = (data: Data) => page([toNbformat({ kind: "display", data })]);

describe("an output in a notebook's HTML page", () => {
  it("is an image only where its data is base64; else a sentence stands there", async () => {
    assert.match(await shown({ "image/png": "iVBO\nRw==\n" }), /src="data:image\/png;base64,iVBORw=="/);
    for (const data of [`x">${leave}<img alt="`, "", "a b\u0000", "===="]) {
      const html = await shown({ "image/png": data });
      assert.match(html, /An image \(image\/png\) is left out: its data is not base64\./);
      assert.doesNotMatch(html, /<meta|<img/);
    }
  });

  it("is HTML in a frame that may do nothing, and never in the page", async () => {
    for (const data of [
      leave,
      "</div></main><style>body{display:none}</style>",
      '<base href="https://x">',
      '<b style="color:red">x</b>',
      "<style>b { color: red }</style><b>x</b>",
    ]) {
      const html = await shown({ "text/html": data });
      const frame = /<iframe [^>]*sandbox [^>]*srcdoc="([^"]*)"><\/iframe>/.exec(html);
      assert.match(frame?.[1] ?? "", /Content-Security-Policy&quot; content=&quot;default-src 'none'/);
      assert.doesNotMatch(html.replace(frame![0], ""), /<meta|<style|<base|<b>|<\/main/);
    }
  });

  it("is HTML of any length, closed or not, without a long wait", async () => {
    for (const part of ["<pre", "<style", "<script>", "<"]) {
      assert.match(await shown({ "text/html": part.repeat(30_000) }), /<iframe/);
    }
    const row = `<tr>${"<td>1</td>".repeat(50)}</tr>\n`;
    const long = `<table>\n<thead><tr></tr></thead>\n<tbody>\n${row.repeat(20_000)}</tbody>\n</table>`;
    assert.match(await shown({ "text/html": long }), /<iframe/);
  });

  it("is a table of the product in the page itself, and nothing that only begins like one", async () => {
    const table = displayTable([{ "a<b": "<i>", b: 2 }, ...Array.from({ length: 120 }, (_, b) => ({ b }))])[
      "text/html"
    ];
    assert.ok((await shown({ "text/html": table })).includes(`<div class="html">${table}</div>`));
    const replications = severalOutput({
      points: [{ swept: {} }],
      planned: [{ point: 0, execution }],
      replications: 1,
    });
    assert.ok(replications.kind === "display");
    const both = replications.data["text/html"] as string;
    assert.ok((await shown({ "text/html": both })).includes(`<div class="html">${both}</div>`));
    for (const data of [
      `${table}${leave}`,
      table.replace("&lt;i&gt;", "<i>"),
      table.replace("<td ", "<td onclick=x "),
    ]) {
      assert.match(await shown({ "text/html": data }), /<iframe/);
    }
  });

  it("is printed text without control sequences, each line as it was at the end", async () => {
    const red = "\u001B[31mred\u001B[0m";
    const stream = toNbformat({ kind: "stream", name: "stdout", text: `${red}\r\n 50%\r100%\rdone\n1%\r` });
    assert.match(await page([stream]), /<pre class="stream">red\ndone\n1%<\/pre>/);
    assert.match(await page([toNbformat(errorOutput("E", red, `at ${red}`))]), /<pre class="error">at red<\/pre>/);
    assert.match(await shown({ "text/plain": red }), /<pre>red<\/pre>/);
  });

  it("is JSON or LaTeX as text, an image of any type that browsers know, and never nothing", async () => {
    assert.match(await shown({ "application/json": { a: [1] } }), /<pre>{\n {2}&quot;a&quot;: \[\n {4}1/);
    assert.match(await shown({ "application/json": { a: 1 }, "text/plain": "told" }), /<pre>told<\/pre>/);
    assert.match(await shown({ "text/latex": "$a < b$" }), /<pre>\$a &lt; b\$<\/pre>/);
    for (const type of ["image/jpeg", "image/gif", "image/webp", "image/avif"]) {
      assert.ok((await shown({ [type]: "AAAA" })).includes(`src="data:${type};base64,AAAA"`));
    }
    const other = await shown({ "video/mp4": "AAAA", "application/<x>": "1" });
    assert.match(other, /An output \(video\/mp4, application\/&lt;x&gt;\) is left out: this page cannot show it\./);
  });
});

describe("an image attached to a text in a notebook's HTML page", () => {
  const attachments: JsonObject = {
    "my pic.png": { "image/png": "iVBO\nRw==\n" },
    "100%.png": { "image/png": ["AA", "AA"] },
    "a&b.svg": { "image/svg+xml": "<svg/>" },
    "odd.png": { "image/png": '"><script>' },
    "text.txt": { "text/plain": "AAAA" },
  };
  const prose = async (source: string) => {
    const [cell] = fromTypeScript("// %% [markdown]").cells;
    const cells = [{ ...cell!, source, rest: { attachments } }];
    const html = await toHtml({ ...fromTypeScript(""), cells }, { title: "x", draw: async () => undefined });
    return html.slice(html.indexOf('<section class="prose">'), html.lastIndexOf("</section>"));
  };

  it("is shown, however its address is spelled, with its title", async () => {
    const png = 'src="data:image/png;base64,iVBORw=="';
    assert.ok((await prose("![x](attachment:my%20pic.png)")).includes(`<img ${png} alt="x">`));
    assert.ok((await prose("![x](<attachment:my pic.png>)")).includes(`<img ${png} alt="x">`));
    assert.ok(
      (await prose('![x](attachment:my%20pic.png "A title")')).includes(`<img ${png} alt="x" title="A title">`),
    );
    assert.ok((await prose("![x][pic]\n\n[pic]: attachment:my%20pic.png 'A title'")).includes(png));
    assert.ok((await prose("- **![x](attachment:100%.png)**")).includes('src="data:image/png;base64,AAAA"'));
    assert.ok((await prose("![x](attachment:a&b.svg)")).includes('src="data:image/svg+xml;base64,PHN2Zy8+"'));
  });

  it("is left out with a sentence where there is none; in code its address stays", async () => {
    for (const name of ["missing.png", "odd.png", "text.txt", "toString"]) {
      const html = await prose(`![x](attachment:${name})`);
      assert.ok(html.includes(`An image (attachment:${name}) is left out: the cell has no such image.`), html);
      assert.doesNotMatch(html, /<img|<script/);
    }
    assert.match(await prose("`![x](attachment:100%.png)`"), /<code>!\[x\]\(attachment:100%\.png\)<\/code>/);
  });
});

describe("a link in a notebook's HTML page", () => {
  const link = (address: string) => page([], `// %% [markdown]\n// [click](${address})`);

  it("leads to a page, or to a place in this one", async () => {
    for (const address of ["https://a.b/?c=1&d=2", "#there", "other.html", "mailto:a@b.c"]) {
      assert.ok((await link(address)).includes(`<a href="${address.replace("&", "&amp;")}">click</a>`), address);
    }
  });

  it("is text where its address is a script, however it is spelled", async () => {
    for (const address of ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x"]) {
      assert.match(await link(address), /<p>click<\/p>/, address);
    }
    for (const address of ["javascript&colon;alert(1)", "<java\tscript:alert(1)>", "java&Tab;script:alert(1)"]) {
      assert.doesNotMatch(await link(address), /href="(?:java\s*script:|[^"]*&(?!amp;))/, address);
    }
  });
});

const execution: WorkflowExecution = {
  executionId: "w-2026-01-01-0001",
  workflowName: "w",
  status: "completed",
  runOptions: { seed: 1 },
  performanceMetrics: { simulatedEndTime: 5, events: 2, counts: { a: 1 }, timeInState: {} },
} as unknown as WorkflowExecution;

import assert from "node:assert/strict";
import { plainHtml } from "../../kernel/notebook/export/plainHtml.ts";

describe("HTML of texts and tables", () => {
  it("is what pandas writes, without what the page's own style does", () => {
    const written = `<div>
<style scoped>
    .dataframe tbody tr th { vertical-align: top; }
</style>
<table border="1" class="dataframe">
  <thead><tr style="text-align: right;"><th></th><th colspan="2">a</th></tr></thead>
  <tbody><tr><th>0</th><td>1.5 &lt; 2</td><TD style="text-align:right">x</TD></tr></tbody>
</table>
<p>1 rows × 2 columns</p>
</div>`;
    assert.equal(
      plainHtml(written),
      `<div>

<table>
  <thead><tr><th></th><th colspan="2">a</th></tr></thead>
  <tbody><tr><th>0</th><td>1.5 &lt; 2</td><td style="text-align:right">x</td></tr></tbody>
</table>
<p>1 rows × 2 columns</p>
</div>`,
    );
  });

  it("is lists, headings and pictures that have their data", () => {
    for (const html of [
      "text",
      "<h2>Title</h2><ul><li>a<ul><li><b>b</b></li></ul></li></ul><dl><dt>x</dt><dd>y</dd></dl>",
      '<p><img src="data:image/png;base64,AAAA" alt="x" width="3"><br>z</p><hr>',
      "<details><summary>More</summary><pre>a\n b</pre></details>",
    ]) {
      assert.equal(plainHtml(html), html);
    }
  });

  it("is nothing that leads elsewhere, runs, loads or has a style", () => {
    for (const html of [
      "<script>1</script>",
      '<a href="https://x.test/">x</a>',
      '<meta http-equiv="refresh" content="0">',
      '<p onclick="x">y</p>',
      "<p style='color:red'>y</p>",
      '<p style="text-align:left;position:fixed">y</p>',
      '<td style="text-align:left">y</td>',
      "<style>p { color: red }</style><p>x</p>",
      "<style scoped><!--</style><p>x</p>",
      '<img src="https://x.test/x.png">',
      '<img src="data:image/png;base64,AAAA" srcset="https://x.test/x.png">',
      '<img src="data:text/html;base64,AAAA">',
      "<img>",
      "<svg></svg>",
      "<template><p>x</p></template>",
      "<!-- x -->",
      "a < b",
      "<p",
    ]) {
      assert.equal(plainHtml(html), undefined, html);
    }
  });

  it("is nothing that a browser would have to mend", () => {
    for (const html of [
      "</div><div>",
      "<div>",
      "<b><i></b></i>",
      "<p><div></div></p>",
      "<li><div><li></li></div></li>",
      "<ul><li><div><p><ul></ul></p></div></li></ul>",
      "<table><div></div></table>",
      "<table>text</table>",
      "<table><tr><td></td></tr><table></table></table>",
      "<tr></tr>",
      "<h1><h2></h2></h1>",
      "<div>".repeat(60) + "</div>".repeat(60),
    ]) {
      assert.equal(plainHtml(html), undefined, html);
    }
  });
});

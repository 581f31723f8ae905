/** For light and dark; on paper always light. */
export const colours = `:root {
  --text: #1f2328; --quiet: #59636e; --page: #ffffff; --code: #f6f8fa; --line: #d1d9e0; --link: #0550ae;
  --error: #b31d28; --error-page: #fff3f3; --string: #0a3069; --number: #953800; --heading: #6639ba;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --quiet: #9198a1; --page: #0f1318; --code: #181d24; --line: #313843; --link: #79b8ff;
    --error: #ff9a94; --error-page: #2b1618; --string: #a5d6ff; --number: #ffb77a; --heading: #d2b3ff;
  }
}`;

/**
 * One column for reading, code and outputs set apart by a line. What would be unreadable in a narrow window, a picture made small
 * or code with its indent lost, is scrolled instead; paper cannot scroll. A frame is made higher or lower by the reader at the corner
 * below it: inside, the frame would take the mouse, and not every browser resizes frames themselves.
 */
export const htmlStyle = `${colours}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.6 system-ui, "DejaVu Sans", sans-serif; }
main { max-width: 58rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
a { color: var(--link); }
h1, h2, h3 { line-height: 1.25; margin: 1.6em 0 0.5em; }
h1 { font-size: 1.9rem; margin-top: 0.5em; }
section.code { margin: 1.25rem 0; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.about { padding: 0.25rem 0.9rem; font-size: 0.78rem; color: var(--quiet); background: var(--code); border-bottom: 1px solid var(--line); }
.about .took { float: right; }
pre { margin: 0; padding: 0.75rem 0.9rem; overflow-x: auto; font: 0.85rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.source { background: var(--code); white-space: pre; overflow-wrap: normal; }
.prose pre { background: var(--code); border-radius: 6px; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 0.9em; }
pre code { font-size: inherit; }
.comment { color: var(--quiet); font-style: italic; } .text { color: var(--string); } .number { color: var(--number); } .heading { color: var(--heading); }
.outputs { border-top: 1px solid var(--line); }
.outputs > * + * { border-top: 1px dashed var(--line); }
pre.stderr { color: var(--quiet); }
pre.error { color: var(--error); background: var(--error-page); }
.foreign { margin: 0 0.9rem; height: min(var(--height), 36rem); padding-bottom: 0.9rem; resize: vertical; overflow: hidden; }
.foreign iframe { display: block; width: 100%; height: 100%; border: 0; }
.left-out { color: var(--quiet); font-size: 0.88rem; }
p.left-out { margin: 0; padding: 0.5rem 0.9rem; }
.html { padding: 0.5rem 0.9rem; overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.88rem; margin: 0.5rem 0; }
th, td { padding: 0.25rem 0.7rem; border-bottom: 1px solid var(--line); text-align: left; font-variant-numeric: tabular-nums; }
thead th { border-bottom-width: 2px; }
figure { margin: 0; padding: 0.75rem 0.9rem; }
img { max-width: 100%; height: auto; }
.picture { overflow-x: auto; }
.picture img { max-width: max(100%, 38rem); display: block; }
figcaption { color: var(--quiet); font-size: 0.82rem; padding-top: 0.4rem; overflow-wrap: anywhere; }
img.dark { display: none; }
blockquote { margin: 1rem 0; padding: 0 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
@media screen and (prefers-color-scheme: dark) { img.light { display: none !important; } img.dark { display: block !important; } }
@media print {
  main { max-width: none; padding: 0; }
  h1, h2, h3 { break-after: avoid; }
  section.code, figure { break-inside: avoid; }
  pre.source { white-space: pre-wrap; overflow-wrap: anywhere; }
  .picture img { max-width: 100%; }
  .foreign { height: var(--height); padding: 0; resize: none; }
  .html table { font-size: 0.7rem; }
  .html th, .html td { padding: 0.15rem 0.35rem; }
}`;

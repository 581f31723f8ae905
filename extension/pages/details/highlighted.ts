import { make } from "../make.ts";

/** What stands in TypeScript, in the order in which it is looked for. Classes are those of the style sheet. */
const token =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<text>"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\[\s\S]|[^`\\])*`?)|(?<number>\b(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.[\d_]+)?(?:[eE][+-]?\d+)?)n?\b)|(?<keyword>\b(?:abstract|as|async|await|break|case|catch|class|const|continue|default|delete|do|else|enum|export|extends|false|finally|for|from|function|if|implements|import|in|instanceof|interface|let|new|null|of|private|protected|public|readonly|return|satisfies|static|super|switch|this|throw|true|try|type|typeof|undefined|var|void|while|yield)\b)|(?<called>[A-Za-z_$][\w$]*(?=\())|(?<word>[A-Za-z_$][\w$]*)/g;

const coloured = ["comment", "text", "number", "keyword", "called"] as const;

/** Nodes with the colours of code; a quick look, no compiler: the editor shows the same text as it knows it. */
export function highlighted(source: string): Node[] {
  const nodes: Node[] = [];
  let plain = 0;
  for (const match of source.matchAll(token)) {
    const kind = coloured.find((each) => match.groups?.[each] !== undefined);
    if (kind === undefined) continue;
    if (match.index > plain) nodes.push(document.createTextNode(source.slice(plain, match.index)));
    nodes.push(make("span", { class: `code-${kind}` }, match[0]));
    plain = match.index + match[0].length;
  }
  nodes.push(document.createTextNode(source.slice(plain)));
  return nodes;
}

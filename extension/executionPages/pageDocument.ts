import type { PageState } from "../pages/messages.ts";

export interface PageParts {
  /** Made anew for each document. */
  readonly nonce: string;
  /** Where styles may come from. */
  readonly styleSource: string;
  readonly script: string;
  readonly style: string;
  readonly state: PageState;
  /** The page's sentences in the editor's language, by the English ones. Default: English. */
  readonly sentences?: Readonly<Record<string, string>>;
}

/**
 * The document of a page: nothing runs in it but our script, and nothing comes from the internet. What it shows comes in messages;
 * of a user's there is the state alone, as JSON in an attribute.
 */
export function pageDocument({ nonce, styleSource, script, style, state, sentences = {} }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${styleSource}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Workflow execution</title>
<link rel="stylesheet" href="${attribute(style)}">
</head>
<body data-state="${attribute(JSON.stringify(state))}" data-sentences="${attribute(JSON.stringify(sentences))}">
<main></main>
<script type="module" nonce="${nonce}" src="${attribute(script)}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

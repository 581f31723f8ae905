import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { pageSentences } from "../pageSentences.ts";
import type { PageState } from "../pages/messages.ts";
import { pageDocument } from "./pageDocument.ts";

/** Lets a panel show pages of this extension: scripts and styles from its own folder, and nothing from elsewhere. */
export function preparePanel(panel: vscode.WebviewPanel, extension: vscode.Uri): void {
  panel.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extension, "dist")] };
  const icon = (theme: string) => vscode.Uri.joinPath(extension, `extension/media/page-${theme}.svg`);
  panel.iconPath = { light: icon("light"), dark: icon("dark") };
}

/** The document for a panel's webview. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, state: PageState): string {
  const of = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(extension, "dist", file)).toString();
  const nonce = randomBytes(16).toString("base64");
  return pageDocument({
    nonce,
    styleSource: webview.cspSource,
    script: of("pages.js"),
    style: of("pages.css"),
    state,
    sentences: pageSentences(),
  });
}

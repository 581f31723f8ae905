import * as vscode from "vscode";
import type { ToldMessage } from "../pages/messages.ts";

/** To and from one page: its requests are answered, and what goes wrong or cannot be seen is told on it. */
export class PageChannel<Message, Request> implements vscode.Disposable {
  readonly #webview: vscode.Webview;
  readonly #requests: vscode.Disposable;

  constructor(webview: vscode.Webview, answer: (request: Request) => Promise<unknown>) {
    this.#webview = webview;
    this.#requests = webview.onDidReceiveMessage((request: Request) => this.attempt(() => answer(request)));
  }

  send(message: Message | ToldMessage): void {
    void this.#webview.postMessage(message);
  }

  /** A failure is told on the page. */
  async attempt(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.tell(error instanceof Error ? error.message : String(error));
    }
  }

  /** Undefined: there is nothing to copy. */
  async copy(text: string | undefined): Promise<void> {
    if (text === undefined) return;
    await vscode.env.clipboard.writeText(text);
    this.tell(vscode.l10n.t("Copied"));
  }

  /** Undefined: the user has thought better of it. */
  tellSaved(target: vscode.Uri | undefined): void {
    if (target !== undefined) this.tell(vscode.l10n.t("Saved as {0}", target.fsPath));
  }

  dispose(): void {
    this.#requests.dispose();
  }

  /** Something was done that cannot be seen on the page, or failed. */
  tell(message: string): void {
    this.send({ type: "told", message });
  }
}

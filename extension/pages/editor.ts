import type { PageState } from "./messages.ts";

interface EditorApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

/** The editor's side of the page. What is kept comes back after the page was hidden, or the window reloaded. */
export class Editor<Request> {
  readonly #api: EditorApi = acquireVsCodeApi();
  #state: PageState;

  constructor() {
    const given = JSON.parse(document.body.dataset.state ?? "") as PageState;
    const kept = this.#api.getState() as PageState | undefined;
    // What is kept may be of other executions: the page can change its columns.
    this.#state = kept !== undefined && isSameSubject(kept, given) ? kept : given;
    this.#api.setState(this.#state);
  }

  get state(): PageState {
    return this.#state;
  }

  keep(change: Partial<PageState>): void {
    this.#state = { ...this.#state, ...change } as PageState;
    this.#api.setState(this.#state);
  }

  ask(request: Request): void {
    this.#api.postMessage(request);
  }
}

function isSameSubject(one: PageState, other: PageState): boolean {
  const subject = (state: PageState) =>
    JSON.stringify(state.page === "details" ? state.execution : state.page === "comparison" && state.executions);
  return one.page === other.page && subject(one) === subject(other);
}

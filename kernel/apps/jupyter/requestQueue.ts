import type { Request } from "./sockets.ts";

/** Shell requests wait for each other, as Jupyter wants it: one is answered before the next begins. */
export class RequestQueue {
  readonly #answer: (request: Request) => Promise<void>;
  #waiting: Request[] = [];
  #isBusy = false;

  constructor(answer: (request: Request) => Promise<void>) {
    this.#answer = answer;
  }

  add(request: Request): void {
    this.#waiting.push(request);
    if (!this.#isBusy) void this.#work();
  }

  /** Takes cells that wait out of the queue. */
  takeExecutions(isMeant: (request: Request) => boolean): Request[] {
    const isTaken = (request: Request) => request.header.msg_type === "execute_request" && isMeant(request);
    const taken = this.#waiting.filter(isTaken);
    this.#waiting = this.#waiting.filter((request) => !isTaken(request));
    return taken;
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) await this.#answer(next);
    this.#isBusy = false;
  }
}

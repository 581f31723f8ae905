import { type ChildProcess, spawn } from "node:child_process";

/** A language client of a few lines, to see what a server says on the wire: JSON-RPC with Content-Length headers over stdio. */
export class JsonRpcClient {
  readonly #server: ChildProcess;
  readonly #answers = new Map<number, { resolve: (value: any) => void; reject: (error: Error) => void }>();
  readonly #notifications: { method: string; params: any }[] = [];
  readonly #waiting: { matches: (method: string, params: any) => boolean; resolve: (params: any) => void }[] = [];
  #buffer = Buffer.alloc(0);
  #lastId = 0;

  constructor(script: string, cwd: string) {
    this.#server = spawn(
      process.execPath,
      ["--conditions=wfnb-source", "--disable-warning=ExperimentalWarning", script, "--stdio"],
      {
        cwd,
        stdio: ["pipe", "pipe", "inherit"],
      },
    );
    this.#server.stdout!.on("data", (chunk: Buffer) => this.#read(chunk));
  }

  request(method: string, params: unknown): Promise<any> {
    const id = ++this.#lastId;
    this.#send({ jsonrpc: "2.0", id, method, params });
    return new Promise((resolve, reject) => this.#answers.set(id, { resolve, reject }));
  }

  notify(method: string, params: unknown): void {
    this.#send({ jsonrpc: "2.0", method, params });
  }

  /** The parameters of the next notification that matches, already come or to come. */
  notification(method: string, matches: (params: any) => boolean = () => true): Promise<any> {
    const index = this.#notifications.findIndex((each) => each.method === method && matches(each.params));
    if (index >= 0) return Promise.resolve(this.#notifications.splice(index, 1)[0]!.params);
    return new Promise((resolve) =>
      this.#waiting.push({ matches: (name, params) => name === method && matches(params), resolve }),
    );
  }

  async end(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#server.once("exit", resolve));
    await this.request("shutdown", null);
    this.notify("exit", null);
    return ended;
  }

  #send(message: object): void {
    const body = Buffer.from(JSON.stringify(message));
    this.#server.stdin!.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  #read(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const end = this.#buffer.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, end).toString())![1]);
      if (this.#buffer.length < end + 4 + length) return;
      const body = this.#buffer.subarray(end + 4, end + 4 + length).toString();
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      this.#receive(JSON.parse(body));
    }
  }

  #receive(message: any): void {
    if (message.method !== undefined && message.id !== undefined) {
      // The server asks something of the client, such as to register: granted.
      this.#send({ jsonrpc: "2.0", id: message.id, result: null });
    } else if (message.method !== undefined) {
      const index = this.#waiting.findIndex(({ matches }) => matches(message.method, message.params));
      if (index >= 0) this.#waiting.splice(index, 1)[0]!.resolve(message.params);
      else this.#notifications.push(message);
    } else {
      const answer = this.#answers.get(message.id);
      if (message.error) answer?.reject(new Error(message.error.message));
      else answer?.resolve(message.result);
    }
  }
}

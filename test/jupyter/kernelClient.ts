import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Dealer, Request as HeartbeatSocket, Subscriber } from "zeromq";
import { root } from "../package/installedPackage.ts";

export interface Message {
  readonly type: string;
  readonly parent: string;
  readonly content: Readonly<Record<string, any>>;
}

/** What a request led to: its answer, and what every client was told meanwhile. */
export interface Answer {
  readonly reply: Message;
  readonly told: readonly Message[];
}

interface Connection {
  readonly shell_port: number;
  readonly control_port: number;
  readonly iopub_port: number;
  readonly hb_port: number;
  readonly key: string;
}

export const cli = join(root, "kernel/dist/cli.js");
const timeoutMs = 20_000;

/** A Jupyter client of its own, to send what others would not. */
export class KernelClient {
  readonly process: ChildProcess;
  readonly #connection: Connection;
  /** Its session, and what it calls itself to the kernel's sockets, as Jupyter's clients do. */
  readonly #name: string;
  readonly #shell: Dealer;
  readonly #control: Dealer;
  readonly #iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  readonly #heartbeat = new HeartbeatSocket({ linger: 0 });
  readonly #received: Message[] = [];
  readonly #waiting = new Set<() => void>();
  errorOutput = "";

  private constructor(process: ChildProcess, connection: Connection, name: string) {
    this.process = process;
    this.#connection = connection;
    this.#name = name;
    this.#shell = new Dealer({ linger: 0, routingId: name });
    this.#control = new Dealer({ linger: 0, routingId: name });
    process.stderr?.setEncoding("utf8").on("data", (text: string) => (this.errorOutput += text));
  }

  /** Starts a kernel in a folder and connects to it. */
  static async start(folder: string, key = "secret"): Promise<KernelClient> {
    const ports = await freePorts(5);
    const [shell_port, control_port, iopub_port, stdin_port, hb_port] = ports;
    const connection = { transport: "tcp", ip: "127.0.0.1", shell_port, control_port, iopub_port, stdin_port, hb_port };
    const file = join(folder, `connection-${randomUUID()}.json`);
    writeFileSync(file, JSON.stringify({ ...connection, key, signature_scheme: "hmac-sha256" }));
    const child = spawn(process.execPath, [cli, "jupyter", "kernel", "--connection", file], {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    return KernelClient.#connect(child, { ...connection, key } as Connection, "first");
  }

  static async #connect(process: ChildProcess, connection: Connection, name: string): Promise<KernelClient> {
    const client = new KernelClient(process, connection, name);
    const at = (port: number) => `tcp://127.0.0.1:${port}`;
    client.#shell.connect(at(connection.shell_port));
    client.#control.connect(at(connection.control_port));
    client.#iopub.connect(at(connection.iopub_port));
    client.#iopub.subscribe();
    client.#heartbeat.connect(at(connection.hb_port));
    void client.#collect(client.#shell);
    void client.#collect(client.#control);
    void client.#collect(client.#iopub);
    await client.ready();
    return client;
  }

  /** Another client of the same kernel; of the same name, it is this one that has connected again. */
  join(name: string): Promise<KernelClient> {
    return KernelClient.#connect(this.process, this.#connection, name);
  }

  get name(): string {
    return this.#name;
  }

  /** Until iopub is connected too: what is told before would be missed. */
  async ready(): Promise<void> {
    for (;;) {
      const id = this.send("kernel_info_request", {});
      await this.#until(() => this.#received.some(({ parent, type }) => parent === id && type === "kernel_info_reply"));
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (this.#received.some(({ parent, type }) => parent === id && type === "status")) return;
    }
  }

  /** Sends a request and waits for its answer and for the kernel to be idle again. */
  async ask(type: string, content: object = {}, channel: "shell" | "control" = "shell"): Promise<Answer> {
    return this.answer(this.send(type, content, channel));
  }

  async answer(id: string): Promise<Answer> {
    const isReply = ({ type, parent }: Message) => parent === id && type.endsWith("_reply");
    const isIdle = ({ type, parent, content }: Message) =>
      parent === id && type === "status" && content.execution_state === "idle";
    await this.#until(() => this.#received.some(isReply) && this.#received.some(isIdle));
    const own = this.#received.filter(({ parent }) => parent === id);
    return { reply: own.find(isReply)!, told: own.filter((message) => !isReply(message)) };
  }

  execute(code: string, more: object = {}): Promise<Answer> {
    return this.ask("execute_request", { code, silent: false, store_history: true, allow_stdin: false, ...more });
  }

  /** Sends a request and returns its id. */
  send(type: string, content: object, channel: "shell" | "control" = "shell", metadata: object = {}): string {
    const id = randomUUID();
    const header = { msg_id: id, session: this.#name, username: "test", date: "", msg_type: type, version: "5.3" };
    const parts = [header, {}, metadata, content].map((part) => JSON.stringify(part));
    this.sendFrames(["<IDS|MSG>", this.sign(parts), ...parts], channel);
    return id;
  }

  sendFrames(frames: string[], channel: "shell" | "control" = "shell"): void {
    void (channel === "shell" ? this.#shell : this.#control).send(frames);
  }

  sign(parts: readonly string[]): string {
    const { key } = this.#connection;
    const hmac = createHmac("sha256", key);
    for (const part of parts) hmac.update(part);
    return key === "" ? "" : hmac.digest("hex");
  }

  /** What clients were told since a request was sent, as far as it came. */
  told(id: string): Message[] {
    return this.#received.filter(({ parent }) => parent === id);
  }

  async waitFor(condition: (message: Message) => boolean): Promise<Message> {
    await this.#until(() => this.#received.some(condition));
    return this.#received.find(condition)!;
  }

  async beat(text: string): Promise<string> {
    await this.#heartbeat.send(text);
    const [echo] = await this.#heartbeat.receive();
    return echo!.toString();
  }

  /** Goes away; the kernel stays for others. */
  leave(): void {
    for (const socket of [this.#shell, this.#control, this.#iopub, this.#heartbeat]) socket.close();
  }

  /** Ends the kernel, however it is, and waits until it is gone. */
  async close(): Promise<void> {
    this.leave();
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exit = once(this.process, "exit");
    this.process.kill("SIGTERM");
    await exit;
  }

  async #collect(socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket) {
      const at = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
      const [header, parent, , content] = frames.slice(at + 2).map((frame) => JSON.parse(frame.toString()));
      this.#received.push({ type: header.msg_type, parent: parent.msg_id ?? "", content });
      for (const look of this.#waiting) look();
    }
  }

  async #until(isTrue: () => boolean): Promise<void> {
    if (isTrue()) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => {
      if (isTrue()) resolve();
    };
    const timer = setTimeout(() => {
      const seen = this.#received.map(({ type }) => type).join(", ");
      reject(new Error(`What was waited for did not come. Received: ${seen}\n${this.errorOutput}`));
    }, timeoutMs);
    this.#waiting.add(look);
    await promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(look);
    });
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      return (server.address() as { port: number }).port;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

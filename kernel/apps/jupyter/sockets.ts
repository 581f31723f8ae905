import { Publisher, Reply, Router } from "zeromq";
import type { JsonObject } from "../../model/index.ts";
import { addressOf, type Connection } from "./connection.ts";
import { type Header, type Received, Wire } from "./message.ts";
import { SendQueue } from "./sendQueue.ts";

/** A request, and the way to answer it. */
export interface Request extends Received {
  readonly reply: (type: string, content: JsonObject) => void;
}

export type Receiver = (request: Request) => void;

/**
 * A client that connects again calls itself as before. While its earlier connection is not known to be gone, it would get no answers.
 * Source: https://github.com/ipython/ipykernel/issues/270
 */
const handOver = { handover: true };

/** The five sockets of a Jupyter kernel. */
export class Sockets {
  readonly #connection: Connection;
  readonly #wire: Wire;
  readonly #shell = new Router(handOver);
  readonly #control = new Router(handOver);
  readonly #stdin = new Router(handOver);
  readonly #iopub = new Publisher();
  readonly #heartbeat = new Reply();
  readonly #queues = new Map<Router, SendQueue>();
  readonly #published: SendQueue;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#wire = new Wire(connection.key);
    this.#published = new SendQueue(this.#iopub);
    for (const socket of [this.#shell, this.#control, this.#stdin]) this.#queues.set(socket, new SendQueue(socket));
  }

  /** Listens. What is no message signed with our key is told to `complain`, and otherwise ignored. */
  async open(shell: Receiver, control: Receiver, complain: (sentence: string) => void): Promise<void> {
    const at = (port: Parameters<typeof addressOf>[1]) => addressOf(this.#connection, port);
    await Promise.all([
      this.#shell.bind(at("shell_port")),
      this.#control.bind(at("control_port")),
      this.#stdin.bind(at("stdin_port")),
      this.#iopub.bind(at("iopub_port")),
      this.#heartbeat.bind(at("hb_port")),
    ]);
    void this.#receive(this.#shell, shell, complain);
    void this.#receive(this.#control, control, complain);
    // Nothing is ever asked for on stdin; what arrives there is read and forgotten.
    void this.#receive(this.#stdin, () => {}, complain);
    void this.#echo();
  }

  /** Tells every client; `parent` is the request that led to it. */
  publish(type: string, content: JsonObject, parent: Header | undefined): void {
    this.#published.send(this.#wire.encode(type, content, parent, [type]));
  }

  /** Sends what is left, and closes. */
  async close(): Promise<void> {
    await Promise.all([this.#published.flushed(), ...[...this.#queues.values()].map((queue) => queue.flushed())]);
    for (const socket of [this.#shell, this.#control, this.#stdin, this.#iopub, this.#heartbeat]) socket.close();
  }

  async #receive(socket: Router, receiver: Receiver, complain: (sentence: string) => void): Promise<void> {
    for await (const frames of socket) {
      try {
        const received = this.#wire.decode(frames);
        const reply = (type: string, content: JsonObject) =>
          this.#queues.get(socket)!.send(this.#wire.encode(type, content, received.header, received.identities));
        receiver({ ...received, reply });
      } catch (error) {
        complain(`A message was ignored: ${(error as Error).message}.`);
      }
    }
  }

  async #echo(): Promise<void> {
    for await (const frames of this.#heartbeat) await this.#heartbeat.send(frames).catch(() => {});
  }
}

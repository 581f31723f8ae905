import { readFileSync } from "node:fs";

/** Where a client wants the kernel to listen; the fields of a Jupyter connection file. */
export interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  /** Of the HMAC; empty when messages are not signed. */
  readonly key: string;
  readonly signature_scheme: string;
}

export type PortName = "shell_port" | "iopub_port" | "stdin_port" | "control_port" | "hb_port";
const portNames: readonly PortName[] = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"];

/** A connection file that cannot be used. The message says what is wrong with it. */
export class ConnectionFileError extends Error {
  constructor(file: string, problem: string) {
    super(`The connection file ${file} cannot be used: ${problem}. Jupyter writes this file when it starts a kernel.`);
    this.name = "ConnectionFileError";
  }
}

/** @throws ConnectionFileError */
export function readConnection(file: string): Connection {
  const refuse = (problem: string) => new ConnectionFileError(file, problem);
  let fields: Partial<Record<string, unknown>>;
  try {
    fields = JSON.parse(readFileSync(file, "utf8")) as typeof fields;
  } catch (error) {
    throw refuse(error instanceof SyntaxError ? "it is no JSON" : (error as Error).message);
  }
  if (typeof fields !== "object" || fields === null) throw refuse("it holds no object");
  const { transport = "tcp", ip = "127.0.0.1", key = "", signature_scheme = "hmac-sha256" } = fields;
  if (transport !== "tcp" && transport !== "ipc")
    throw refuse(`its transport is ${JSON.stringify(transport)}, not "tcp"`);
  if (typeof ip !== "string") throw refuse("its `ip` is no text");
  if (typeof key !== "string") throw refuse("its `key` is no text");
  if (key !== "" && signature_scheme !== "hmac-sha256") {
    throw refuse(
      `it asks for the signature scheme ${JSON.stringify(signature_scheme)}, and this kernel knows "hmac-sha256"`,
    );
  }
  for (const name of portNames) {
    const port = fields[name];
    if (typeof port !== "number" || !Number.isInteger(port) || port < 0 || port > 65_535) {
      throw refuse(`its \`${name}\` is ${port === undefined ? "missing" : JSON.stringify(port)}, not a port number`);
    }
  }
  return { ...fields, transport, ip, key, signature_scheme: "hmac-sha256" } as Connection;
}

export function addressOf({ transport, ip, ...ports }: Connection, port: PortName): string {
  return transport === "ipc" ? `ipc://${ip}-${ports[port]}` : `tcp://${ip}:${ports[port]}`;
}

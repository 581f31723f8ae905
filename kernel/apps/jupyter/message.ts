import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { JsonObject } from "../../model/index.ts";

/** Version of the messaging protocol. Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html */
export const protocolVersion = "5.3";

export interface Header {
  readonly msg_id: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly msg_type: string;
  readonly version: string;
}

/** A message from a client. */
export interface Received {
  /** Who sent it, as the router socket names them. */
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
}

const delimiter = "<IDS|MSG>";

/** Writes and reads messages of one connection, signed with its key. */
export class Wire {
  readonly #key: string;
  readonly #session = randomUUID();

  constructor(key: string) {
    this.#key = key;
  }

  /** A message as frames; `parent` is what it answers or tells about. */
  encode(
    type: string,
    content: JsonObject,
    parent: Header | undefined,
    identities: readonly (Uint8Array | string)[],
  ): (Uint8Array | string)[] {
    const header: Header = {
      msg_id: randomUUID(),
      session: this.#session,
      username: "wfnb",
      date: new Date().toISOString(),
      msg_type: type,
      version: protocolVersion,
    };
    const parts = [header, parent ?? {}, {}, content].map((part) => JSON.stringify(part));
    return [...identities, delimiter, this.#sign(parts), ...parts];
  }

  /** @throws Error with a sentence when the frames are no message signed with our key */
  decode(frames: readonly Uint8Array[]): Received {
    const at = frames.findIndex((frame) => Buffer.from(frame).toString("latin1") === delimiter);
    if (at < 0) throw new Error("it has no delimiter");
    const [signature, ...parts] = frames.slice(at + 1);
    if (signature === undefined || parts.length < 4) throw new Error("it is cut short");
    const own = Buffer.from(this.#sign(parts.slice(0, 4)));
    const theirs = Buffer.from(signature);
    if (own.length !== theirs.length || !timingSafeEqual(own, theirs)) {
      throw new Error("its signature does not fit the key of the connection file");
    }
    const [header, , metadata, content] = parts.slice(0, 4).map(parseObject);
    if (typeof header!.msg_type !== "string" || typeof header!.msg_id !== "string")
      throw new Error("its header has no type or id");
    return {
      identities: frames.slice(0, at),
      header: header as unknown as Header,
      metadata: metadata!,
      content: content!,
    };
  }

  #sign(parts: readonly (Uint8Array | string)[]): string {
    if (this.#key === "") return "";
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }
}

function parseObject(part: Uint8Array): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(part).toString("utf8"));
  } catch {
    throw new Error("a part of it is no JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("a part of it is no object");
  return value as JsonObject;
}

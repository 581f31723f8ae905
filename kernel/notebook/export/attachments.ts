import type { JsonObject } from "../../model/index.ts";
import { isObject, type NotebookCell } from "../document.ts";

const scheme = "attachment:";

/** The files that a cell brings along, by name: each an object of MIME types and texts, in base64 as a rule. */
export function attachmentsOf({ rest }: NotebookCell): JsonObject {
  return isObject(rest.attachments) ? rest.attachments : {};
}

/** Whether an address means a file that its cell brings along. */
export function isAttachmentAddress(address: string): boolean {
  return address.startsWith(scheme);
}

/** The name of the attachment that an address means, percent-encoded or not; undefined where there is none. */
export function attachmentName(attachments: JsonObject, address: string): string | undefined {
  if (!isAttachmentAddress(address)) return undefined;
  const written = address.slice(scheme.length);
  return [written, decodedAddress(written)].find((name) => name !== undefined && Object.hasOwn(attachments, name));
}

/** Undefined where a percent sign stands for itself. */
export function decodedAddress(written: string): string | undefined {
  try {
    return decodeURIComponent(written);
  } catch {
    return undefined;
  }
}

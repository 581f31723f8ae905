import { StoreError, type StoreErrorCode } from "../store/storeError.ts";
import type { SentError } from "./kernelProtocol.ts";
import { StartRefusedError } from "./startRefusedError.ts";

export function toSentError(error: unknown): SentError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return {
    name,
    message,
    stack,
    code: error instanceof StoreError ? error.code : undefined,
    location: error instanceof StoreError ? error.location : undefined,
    problems: error instanceof StartRefusedError ? error.problems : undefined,
  };
}

export function fromSentError(sent: SentError): Error {
  if (sent.problems !== undefined) return new StartRefusedError(sent.problems);
  if (sent.code !== undefined) return new StoreError(sent.code as StoreErrorCode, sent.location ?? "", sent.message);
  const error = new Error(sent.message);
  error.name = sent.name;
  if (sent.stack !== undefined) error.stack = sent.stack;
  return error;
}

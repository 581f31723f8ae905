/** Why a text could not be read. `message` is the system's own word, for what has no word here. */
export interface ReadFailure {
  readonly failure: "not-found" | "is-folder" | "no-permission" | "not-utf8" | "unreadable";
  readonly message?: string;
}

/** Reads the text of a document beside the main one. Never rejects: what cannot be read is a value. */
export type ReadText = (uri: string) => Promise<string | ReadFailure>;

/** For where nothing can be read, such as a lone text in a test. */
export const readNothing: ReadText = () => Promise.resolve({ failure: "not-found" });

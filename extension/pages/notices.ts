import { make } from "./make.ts";
import type { GoneMessage, ToldMessage } from "./messages.ts";

/** What every page tells beside what it shows: that it is gone from the store, and, for a moment, what was done. */
export class Notices {
  /** Above the page, until it shows what there is again. */
  readonly banner = make("p", { class: "banner", role: "alert", hidden: true });
  /** In a corner; read out by screen readers. */
  readonly passing = make("div", { class: "notice", role: "status", hidden: true });
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Whether the message was one of these, and nothing is left to do for the page. */
  receive<Message extends { readonly type: string }>(
    message: Message | GoneMessage | ToldMessage,
  ): message is GoneMessage | ToldMessage {
    if (isOf(message, "told")) this.tell(message.message);
    else if (isOf(message, "gone")) {
      this.banner.textContent = message.message;
      this.banner.hidden = false;
    } else return false;
    return true;
  }

  tell(sentence: string): void {
    this.passing.textContent = sentence;
    this.passing.hidden = false;
    clearTimeout(this.#timer);
    // Long sentences take longer to read.
    this.#timer = setTimeout(
      () => {
        this.passing.hidden = true;
      },
      2_500 + sentence.length * 40,
    );
  }
}

function isOf(message: { readonly type: string }, type: "gone" | "told"): message is GoneMessage | ToldMessage {
  return message.type === type;
}

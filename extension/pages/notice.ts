import { make } from "./make.ts";

/** Short words on what was done, for a moment; read out by screen readers. */
export class Notice {
  readonly root = make("div", { class: "notice", role: "status", hidden: true });
  #timer: ReturnType<typeof setTimeout> | undefined;

  tell(message: string): void {
    this.root.textContent = message;
    this.root.hidden = false;
    clearTimeout(this.#timer);
    // Long sentences take longer to read.
    this.#timer = setTimeout(
      () => {
        this.root.hidden = true;
      },
      2_500 + message.length * 40,
    );
  }
}

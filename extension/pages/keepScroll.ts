import type { Editor } from "./editor.ts";

/** Goes back to where the reader was once the page is long enough, and remembers where that is. */
export function keepScroll(editor: Editor<never>): () => void {
  let wanted = editor.state.scroll ?? 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(() => editor.keep({ scroll: scrollY }), 200);
  });
  return () => {
    if (wanted === 0 || document.documentElement.scrollHeight < wanted + innerHeight) return;
    scrollTo(0, wanted);
    wanted = 0;
  };
}

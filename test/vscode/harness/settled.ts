import type { Frame } from "playwright-core";

/**
 * Waits until nothing in the frame has changed for `quietMs`, such as after a change of the theme or of what the pointer rests on;
 * at most two seconds, since what runs changes for ever.
 */
export async function settled(frame: Frame, quietMs = 120): Promise<void> {
  await frame.evaluate<void>(`new Promise((resolve) => {
    let timer;
    const done = () => { observer.disconnect(); clearTimeout(timer); clearTimeout(last); requestAnimationFrame(() => resolve()); };
    const again = () => { clearTimeout(timer); timer = setTimeout(done, ${quietMs}); };
    const observer = new MutationObserver(again);
    const last = setTimeout(done, 2000);
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    again();
  })`);
}

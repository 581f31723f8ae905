import type { Locator } from "playwright-core";

/**
 * Presses a button that is there while the pointer is over what it belongs to: where that moves or is drawn anew, it leaves the pointer,
 * which has to follow.
 */
export async function pressShown(owner: Locator, button: Locator): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    await owner.scrollIntoViewIfNeeded();
    // A tooltip of what the pointer was left on may cover it.
    await owner.page().mouse.move(0, 0);
    await owner.hover();
    const pressed = await button.click({ timeout: 3_000 }).then(
      () => true,
      (error: unknown) => {
        if (tries === 9) throw error;
        return false;
      },
    );
    if (pressed) return;
  }
}

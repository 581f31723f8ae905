/**
 * Which notebook is written: the editor hands over cells, and not whose they are; but it announces each save first.
 * Of several that are equal it is the one that was announced longest ago.
 */
export class AnnouncedSaves<Notebook> {
  #announced: Notebook[] = [];

  announce(notebook: Notebook): void {
    this.#announced = [...this.#announced.filter((one) => one !== notebook), notebook];
  }

  /** One of the candidates; for a backup, which nobody announces, the first. */
  take(candidates: readonly Notebook[]): Notebook | undefined {
    const taken = this.#announced.find((one) => candidates.includes(one)) ?? candidates[0];
    this.#announced = this.#announced.filter((one) => one !== taken);
    return taken;
  }

  /** It is closed, or was saved after all. */
  forget(notebook: Notebook): void {
    this.#announced = this.#announced.filter((one) => one !== notebook);
  }
}

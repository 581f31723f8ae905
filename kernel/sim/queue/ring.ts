/** A first-in first-out queue in one array that is used round and round: no allocation once it is large enough. */
export class Ring<T> {
  length = 0;
  private places: (T | null)[] = new Array<T | null>(16).fill(null);
  private front = 0;

  push(one: T): void {
    if (this.length === this.places.length) this.grow();
    this.places[(this.front + this.length++) & (this.places.length - 1)] = one;
  }

  /** Take the first one; there must be one. */
  shift(): T {
    const one = this.places[this.front]!;
    this.places[this.front] = null;
    this.front = (this.front + 1) & (this.places.length - 1);
    this.length -= 1;
    return one;
  }

  private grow(): void {
    const inOrder = [...this.places.slice(this.front), ...this.places.slice(0, this.front)];
    this.places = [...inOrder, ...new Array<null>(inOrder.length).fill(null)];
    this.front = 0;
  }
}

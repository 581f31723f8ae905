/** A first-in first-out line that also lets one leave from the middle. Taking from the front costs the same however long it is. */
export class WaitingLine<T> {
  private places: T[] = [];
  private front = 0;

  get length(): number {
    return this.places.length - this.front;
  }

  /** The one at a place, counted from the front. */
  at(place: number): T | undefined {
    return this.places[this.front + place];
  }

  push(one: T): void {
    this.places.push(one);
  }

  /** Insert at a place, counted from the front. */
  insert(place: number, one: T): void {
    this.places.splice(this.front + place, 0, one);
  }

  /** Take the one at a place out. */
  removeAt(place: number): void {
    if (place > 0) {
      this.places.splice(this.front + place, 1);
      return;
    }
    this.places[this.front] = undefined as T;
    this.front += 1;
    if (this.front === this.places.length) {
      this.places.length = 0;
      this.front = 0;
    } else if (this.front > 1_000 && 2 * this.front > this.places.length) {
      this.places = this.places.slice(this.front);
      this.front = 0;
    }
  }

  /** Take one out, wherever it stands. Returns whether it stood in the line. */
  remove(one: T): boolean {
    const index = this.places.indexOf(one, this.front);
    if (index < 0) return false;
    this.removeAt(index - this.front);
    return true;
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.places.slice(this.front).values();
  }
}

import { youngCopy } from "./youngCopy.ts";

/** Places of a new ring; an empty one with more than `LARGE` gives them back. Both are powers of two. */
const SMALL = 8;
const LARGE = 65_536;

/** A first-in first-out line in one array that is used round and round: no allocation once it is large enough. One may leave from the middle too. */
export class Ring<T> {
  /** How many there are. */
  length = 0;
  private places: (T | null)[] = empty<T>(SMALL);
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
    if (this.length === 0 && this.places.length > LARGE) this.shrink();
    return one;
  }

  /** The one at a place, counted from the front. */
  at(place: number): T | undefined {
    return place < this.length ? this.places[(this.front + place) & (this.places.length - 1)]! : undefined;
  }

  /** Insert at a place, counted from the front. Those on the shorter side make room. */
  insert(place: number, one: T): void {
    if (this.length === this.places.length) this.grow();
    const { places } = this;
    const mask = places.length - 1;
    if (place < this.length >> 1) {
      this.front = (this.front - 1) & mask;
      for (let i = 0; i < place; i++) places[(this.front + i) & mask] = places[(this.front + i + 1) & mask]!;
    } else {
      const { front } = this;
      for (let i = this.length; i > place; i--) places[(front + i) & mask] = places[(front + i - 1) & mask]!;
    }
    this.length += 1;
    places[(this.front + place) & mask] = one;
  }

  /** Take the one at a place out; there must be one. Those on the shorter side move up. */
  removeAt(place: number): void {
    const { places, front, length } = this;
    const mask = places.length - 1;
    if (place < length >> 1) {
      for (let i = place; i > 0; i--) places[(front + i) & mask] = places[(front + i - 1) & mask]!;
      this.shift();
      return;
    }
    for (let i = place + 1; i < length; i++) places[(front + i - 1) & mask] = places[(front + i) & mask]!;
    places[(front + length - 1) & mask] = null;
    this.length -= 1;
    if (this.length === 0 && places.length > LARGE) this.shrink();
  }

  /** Take one out, wherever it stands: it is looked for from both ends. Returns whether it stood in the line. */
  remove(one: T): boolean {
    for (let first = 0, last = this.length - 1; first <= last; first++, last--) {
      const place = this.at(first) === one ? first : last;
      if (this.at(place) !== one) continue;
      this.removeAt(place);
      return true;
    }
    return false;
  }

  *[Symbol.iterator](): Generator<T, void, undefined> {
    for (let place = 0; place < this.length; place++) yield this.at(place)!;
  }

  /** See `youngCopy`. */
  keepYoung(): void {
    this.places = youngCopy(this.places);
  }

  private shrink(): void {
    this.places = empty(SMALL);
    this.front = 0;
  }

  private grow(): void {
    const inOrder = this.places.slice(this.front).concat(this.places.slice(0, this.front));
    this.places = inOrder.concat(empty(inOrder.length));
    this.front = 0;
  }
}

function empty<T>(places: number): (T | null)[] {
  return new Array<T | null>(places).fill(null);
}

/**
 * Calls `action` at once, and then no more often than every `intervalMs`: also from code that never lets a timer run,
 * since the clock is looked at whenever it is asked for. `flush` makes an outstanding call now.
 */
export function throttled(action: () => void, intervalMs: number, now: () => number) {
  let last = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const call = () => {
    clearTimeout(timer);
    timer = undefined;
    last = now();
    action();
  };
  return {
    ask: () => {
      if (now() - last >= intervalMs) call();
      else timer ??= setTimeout(call, intervalMs - (now() - last));
    },
    cancel: () => clearTimeout(timer),
  };
}

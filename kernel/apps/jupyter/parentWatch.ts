/** How often to look. A kernel may outlive its client by this long. */
const intervalMs = 500;

/**
 * Calls back when the process that started this one is gone: a kernel whose client was killed would stay for ever.
 * When a parent dies, another process takes its children over.
 */
export function watchParent(gone: () => void): void {
  const parent = process.ppid;
  // Started by the first process of a container, say: nobody to watch.
  if (parent <= 1) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, intervalMs);
  timer.unref();
}

// One line per step: "[2/5] npm packages: installed (12 s)", with a running clock on a terminal.

const slowEnoughToAnnounceMs = 500;
const heartbeatMs = 20_000;

/**
 * Takes the steps in order. Each is `{ title, run(context, report) }`, where `report(doing)` says what goes on
 * and `run` resolves to the outcome in a few words.
 */
export async function takeSteps(steps, context, out = process.stdout) {
  for (const [index, step] of steps.entries()) {
    const label = `[${index + 1}/${steps.length}] ${step.title}`;
    const line = out.isTTY ? liveLine(label, out) : plainLines(label, out);
    try {
      line.done(await step.run(context, line.report));
    } catch (error) {
      line.done("failed");
      throw error;
    }
  }
}

/** "0.2 s", "12 s", "2 min 5 s" */
export function formatElapsed(ms) {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function liveLine(label, out) {
  const frames = ["|", "/", "-", "\\"];
  const start = Date.now();
  let doing = "";
  let frame = 0;
  const draw = () => {
    const text = `${frames[frame++ % frames.length]} ${label}: ${doing} ${formatElapsed(Date.now() - start)}`;
    out.write(`\r\x1b[2K${text.slice(0, (out.columns ?? 80) - 1)}`);
  };
  const timer = setInterval(draw, 120);
  return {
    report: (text) => {
      doing = text;
    },
    done: (outcome) => {
      clearInterval(timer);
      out.write(`\r\x1b[2K${label}: ${outcome}${took(start)}\n`);
    },
  };
}

function plainLines(label, out) {
  const start = Date.now();
  let doing = "";
  const say = () => out.write(`${label}: ${doing} ... ${formatElapsed(Date.now() - start)}\n`);
  const first = setTimeout(say, slowEnoughToAnnounceMs);
  const heartbeat = setInterval(say, heartbeatMs);
  return {
    report: (text) => {
      if (text === doing) return;
      doing = text;
      if (Date.now() - start > slowEnoughToAnnounceMs) say();
    },
    done: (outcome) => {
      clearTimeout(first);
      clearInterval(heartbeat);
      out.write(`${label}: ${outcome}${took(start)}\n`);
    },
  };
}

function took(start) {
  const ms = Date.now() - start;
  return ms < slowEnoughToAnnounceMs ? "" : ` (${formatElapsed(ms)})`;
}

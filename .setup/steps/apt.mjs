import { spawnSync } from "node:child_process";
import { command } from "../command.mjs";
import { exclusively } from "../lock.mjs";
import { Problem } from "../problem.mjs";

/** A step that has the Debian packages installed; what other systems may provide instead, see `providedBy`. */
export function aptPackages(wanted) {
  return {
    title: "Debian packages",
    async run({ env }, report) {
      const look = () =>
        planApt({ wanted: wanted.filter((name) => !providedBy(name, env)), installed: installedPackages(wanted) });
      if (look().missing.length === 0) return `${wanted.join(", ")} present`;
      const install = async () => {
        const { missing, lines } = look();
        if (missing.length === 0) return "present";
        if (!hasApt() || process.getuid?.() !== 0) throw new Problem(whatToDo(missing, lines, hasApt()));
        await installWithApt(missing, { ...env, DEBIAN_FRONTEND: "noninteractive" }, report);
        return `installed ${missing.join(", ")}`;
      };
      return exclusively("apt", install, report);
    },
  };
}

/** What is missing, and the commands that install it. */
export function planApt({ wanted, installed }) {
  const missing = wanted.filter((name) => !installed.has(name));
  return { missing, lines: missing.length === 0 ? [] : ["apt-get update", installLine(missing)] };
}

export function whatToDo(missing, lines, onDebian) {
  return onDebian
    ? `Needed and not installed: ${missing.join(", ")}. Only root can install packages; please run\n\n${lines.map((line) => `  sudo ${line}`).join("\n")}\n\nand then this command again.`
    : `Needed and not found: ${missing.join(", ")}, and there is no apt here to install it with. On Debian or Ubuntu that is\n\n${lines.map((line) => `  ${line}`).join("\n")}\n\n` +
        "Elsewhere install Chromium in your system's way and name it with CHROMIUM=/path/to/chromium; then run this command again.";
}

/** With $CHROMIUM the browser is the user's own, and so are its fonts. */
function providedBy(name, env) {
  return Boolean(env.CHROMIUM) && ["chromium", "fonts-dejavu-core"].includes(name);
}

function installedPackages(names) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const format = "${Package} ${db:Status-Status}\n";
  const { stdout } = spawnSync("dpkg-query", ["-W", "-f", format, ...names], {
    encoding: "utf8",
  });
  const lines = (stdout ?? "").split("\n").filter((line) => line.endsWith(" installed"));
  return new Set(lines.map((line) => line.split(" ")[0]));
}

function hasApt() {
  return spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
}

/** The lists are fetched only where they are missing or too old to be of use. */
async function installWithApt(names, env, report) {
  const install = () => {
    report(`installing ${names.join(", ")}`);
    const [program, ...args] = installLine(names).split(" ");
    return command(program, ["-o", "DPkg::Lock::Timeout=300", "-y", ...args], { env });
  };
  const update = () => {
    report("updating the package lists");
    return command("apt-get", ["-o", "DPkg::Lock::Timeout=300", "update"], { env });
  };
  if (!names.every(isListed)) await update();
  await install().catch(() => update().then(install));
}

function isListed(name) {
  const { stdout } = spawnSync("apt-cache", ["policy", name], { encoding: "utf8" });
  return /Candidate: (?!\(none\))/.test(stdout ?? "");
}

function installLine(names) {
  return `apt-get install --no-install-recommends ${names.join(" ")}`;
}

import type { Finding } from "./finding.ts";

/**
 * Workflow commands that GitHub Actions shows beside the lines of a pull request
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function githubReport(findings: readonly Finding[]): string {
  return findings
    .map(({ severity, file, line, column, endLine, endColumn, code, message }) => {
      const command = severity === "information" ? "notice" : severity;
      const properties = { file, line, col: column, endLine, endColumn, title: code };
      const written = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
      return `::${command} ${written.join(",")}::${text(message)}\n`;
    })
    .join("");
}

function text(value: string): string {
  return value.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(value: string): string {
  return text(value).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

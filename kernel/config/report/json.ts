import type { Finding } from "./finding.ts";

/** For programs: findings as they are, and how many of each severity. */
export function jsonReport(findings: readonly Finding[]): string {
  const count = (severity: Finding["severity"]) => findings.filter((finding) => finding.severity === severity).length;
  const report = {
    errors: count("error"),
    warnings: count("warning"),
    notes: count("information"),
    findings,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

import type { Finding } from "./finding.ts";

/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as code scanning services read it. `version` is that of the tool. */
export function sarifReport(findings: readonly Finding[], version: string): string {
  const rules = [...new Set(findings.map(({ code }) => code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "wfnb", version, rules: rules.map((id) => ({ id })) } },
        // Columns of an editor: UTF-16 code units.
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => ({
          ruleId: finding.code,
          ruleIndex: rules.indexOf(finding.code),
          level: levels[finding.severity],
          message: { text: finding.message },
          locations: [{ physicalLocation: physicalLocation(finding.file, regionOf(finding)) }],
          ...(finding.related.length > 0 && {
            relatedLocations: finding.related.map(({ file, line, column, message }, id) => ({
              id,
              physicalLocation: physicalLocation(file, { startLine: line, startColumn: column }),
              message: { text: message },
            })),
          }),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const levels = { error: "error", warning: "warning", information: "note" } as const;

function regionOf({ line, column, endLine, endColumn }: Finding) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function physicalLocation(file: string, region: object) {
  return {
    artifactLocation: { uri: file.split(/[\\/]/).map(encodeURIComponent).join("/").replaceAll("%3A", ":") },
    region,
  };
}

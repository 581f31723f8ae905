import type { WorkflowBundle } from "../model/index.ts";
import type { WorkflowProblem } from "./loaderProblem.ts";

/** A workflow file made ready to run: one script with its local imports, JSON and npm packages in it, `wfnb` left to the runner. */
export interface BundledWorkflow {
  /** Absolute path of the TypeScript file. */
  readonly path: string;
  /** As `WorkflowDescription.file`: relative to the workspace where it is inside it. */
  readonly file: string;
  readonly source: string;
  readonly sourceHash: string;
  readonly bundle: WorkflowBundle;
  readonly bundleHash: string;
  /** Absolute paths of everything that went in: when one of them changes, so may the bundle. */
  readonly inputs: readonly string[];
}

export type BundleResult =
  | { readonly bundled: BundledWorkflow; readonly problems?: undefined }
  | { readonly bundled?: undefined; readonly problems: readonly WorkflowProblem[] };

/** Makes bundles. The real one is `esbuildBundler`. */
export type Bundler = (path: string) => Promise<BundleResult>;

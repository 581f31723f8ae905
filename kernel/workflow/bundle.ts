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

/** A workflow that stands in no file of its own, such as one defined in a cell of a notebook. */
export interface WorkflowText {
  /** Absolute path that it goes by; its imports are relative to the folder of that. */
  readonly path: string;
  readonly text: string;
  /** Where its lines come from: a source map as JSON text, with sources relative to the folder of `path`. */
  readonly map?: string;
}

export type BundleResult =
  | { readonly bundled: BundledWorkflow; readonly problems?: undefined }
  | { readonly bundled?: undefined; readonly problems: readonly WorkflowProblem[] };

/** Makes bundles, of a file or of a text. The real one is `esbuildBundler`. */
export type Bundler = (path: string, given?: WorkflowText) => Promise<BundleResult>;

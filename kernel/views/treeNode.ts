/** A row of a tree, for whatever shows trees. Texts are plain: nothing in them is markup. */
export interface TreeNode {
  /** Stays the same while the row stands for the same thing. */
  readonly id: string;
  readonly label: string;
  /** Beside the label, less prominent. */
  readonly description: string;
  /** Lines of plain text. */
  readonly tooltip: string;
  /** Name of a codicon, such as `pass` or `loading~spin`. */
  readonly icon: string;
  /** Id of an editor colour for the icon, such as `testing.iconPassed`. */
  readonly colour?: string;
  /** What the row stands for, for menus: `execution.completed.pinned.notebook`, `group`, `detail`. */
  readonly contextValue: string;
  /** For screen readers, where label and description alone do not say it. */
  readonly accessibilityLabel?: string;
  /** Rows below it; absent on a leaf. */
  readonly children?: readonly TreeNode[];
}

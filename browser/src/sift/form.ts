// What is handed in without an export: a note, or screenshots. It is a source of a package with a form of its own.

import type { Source } from './send';
import type { Step } from './steps';

export interface Form extends Source {
  readonly step: Step;
  /** The text above the form. */
  readonly title: string;
  /** Shows the form, with what was kept of it on this device. */
  open(): Promise<void>;
  /** True when there is something to hand in; says what is missing when not. */
  isComplete(): boolean;
  /** Stops saving, and forgets what was kept. */
  forget(): Promise<void>;
}

/**
 * What outlives a FortiManager's process.
 *
 * @module
 */

/** Something that can say what it holds, and take it up again. */
export interface Kept<State> {
  state(): State;
  /** In the place of what it holds. */
  load(state: State): void | Promise<void>;
}

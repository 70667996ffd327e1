/**
 * Calls what others brought, and must disturb nobody.
 *
 * @module
 */

/** Does the work now. What it throws, or rejects with later, is lost: nobody is left to be told. */
export function quietly(work: () => unknown): void {
  new Promise((resolve) => resolve(work())).catch(() => undefined);
}

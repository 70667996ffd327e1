/**
 * What must be done before a client signs out.
 *
 * @module
 */

/** Work for the end of a client. */
export interface CloseHooks {
  /** Adds work, or what finds at that time that there is none. Answers how to take it back. */
  add(work: () => Promise<void> | undefined): () => void;
  /** Does the work, the last that was added first, each once. Undefined: there is none. */
  run(): Promise<void> | undefined;
}

/** Makes the hooks of a client. What fails is told, and keeps nothing that follows from being done. */
export function createCloseHooks(failed: (error: unknown) => void): CloseHooks {
  const hooks = new Map<symbol, () => Promise<void> | undefined>();
  let running: Promise<void> | undefined;
  const runAll = async (first: Promise<void>): Promise<void> => {
    await first.catch(failed);
    for (let next = begin(); next !== undefined; next = begin()) await next.catch(failed);
  };
  const begin = (): Promise<void> | undefined => {
    for (const [id, work] of [...hooks].reverse()) {
      hooks.delete(id);
      const begun = work();
      if (begun !== undefined) return begun;
    }
    return undefined;
  };
  return {
    add: (work) => {
      const id = Symbol();
      hooks.set(id, work);
      return () => void hooks.delete(id);
    },
    run: () => {
      if (running !== undefined) return running;
      const first = begin();
      if (first === undefined) return undefined;
      running = runAll(first);
      return running;
    },
  };
}

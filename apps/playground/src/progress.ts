/**
 * Says on stderr how far the playground is, with the time since its start.
 *
 * @module
 */

export type Progress = (who: string, line: string) => void;

/** Writes lines like ` 0:07  n8n       ready`. */
export function createProgress(write: (text: string) => void, now: () => number): Progress {
  const started = now();
  return (who, line) => {
    const seconds = Math.floor((now() - started) / 1000);
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    write(`${clock.padStart(5)}  ${who.padEnd(9)} ${line}\n`);
  };
}

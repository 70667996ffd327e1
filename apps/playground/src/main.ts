/**
 * The playground's command. See {@link HELP}.
 *
 * @module
 */

import { HELP, readArguments } from "./arguments.ts";
import { runDemo } from "./demo.ts";
import { Interrupted, watchSignals } from "./interrupt.ts";
import { createProgress } from "./progress.ts";

try {
  const options = readArguments(process.argv.slice(2));
  if (options.help) console.log(HELP);
  else {
    const progress = createProgress(
      (text) => process.stderr.write(text),
      () => performance.now(),
    );
    const passed = await runDemo(options, { progress, print: console.log, signal: watchSignals() });
    if (!passed) process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof Interrupted ? error.status : 1;
}

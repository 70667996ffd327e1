// The way in from a bare clone: `npm test`, `npm run demo`. Plain JavaScript without dependencies, so that any
// Node >= 20 can start it; it brings the Node and pnpm the workspace needs, installs, builds, then runs the command.
import { isAtLeast, OLDEST_NODE } from "./launcher/versions.mjs";

if (!isAtLeast(process.versions.node, OLDEST_NODE)) {
  console.error(`Node ${process.versions.node} is too old: install Node ${OLDEST_NODE} or newer, then run this again`);
  process.exit(1);
}

const { launch } = await import("./launcher/launch.mjs");
await launch(process.argv.slice(2));

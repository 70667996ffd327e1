// The launcher's own words go to stderr, so that stdout is the command's alone.

const dim = process.stderr.isTTY ? (text) => `\u001b[2m${text}\u001b[22m` : (text) => text;

export function say(text) {
  console.error(`${dim("fortiweave:")} ${text}`);
}

export function stop(text) {
  say(text);
  process.exit(1);
}

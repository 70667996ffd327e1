// Resident memory of this process in MB, without what only waits to be collected. Needs --expose-gc.
export async function residentMb(): Promise<number> {
  for (let i = 0; i < 5; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage.rss() / 1e6;
}

/**
 * What Node-RED tells its editors as it happens: deployments, statuses, debug messages.
 *
 * @module
 */

/** One thing that happened: `{ topic: "status/NODE", data: { fill, shape, text } }`. */
export interface CommsEvent {
  readonly topic: string;
  readonly data: unknown;
}

/** A line to Node-RED that stays open. */
export interface Comms {
  /** Resolves with the next event that matches. Throws when none comes in time. */
  next(matches: (event: CommsEvent) => boolean): Promise<CommsEvent>;
  /** Hears every event until the returned function is called. */
  listen(listener: (event: CommsEvent) => void): () => void;
  close(): void;
}

const PATIENCE_MS = 30_000;

/** Opens the line with the token of a session. */
export async function openComms(url: string, token: string): Promise<Comms> {
  const listeners = new Set<(event: CommsEvent) => void>();
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/comms`);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => socket.send(JSON.stringify({ auth: token }));
    socket.onerror = () => reject(new Error(`Cannot open ${socket.url}`));
    socket.onmessage = ({ data }) => {
      if ((JSON.parse(data) as { auth?: string }).auth === "ok") resolve();
      else reject(new Error(`Node-RED refused ${socket.url}`));
    };
  });
  socket.onmessage = ({ data }) => {
    for (const event of JSON.parse(data) as CommsEvent[]) {
      for (const listener of listeners) listener(event);
    }
  };

  function listen(listener: (event: CommsEvent) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    listen,
    next(matches) {
      return new Promise((resolve, reject) => {
        const stop = listen((event) => {
          if (!matches(event)) return;
          stop();
          clearTimeout(late);
          resolve(event);
        });
        const late = setTimeout(() => {
          stop();
          reject(new Error(`Node-RED did not say what was waited for within ${PATIENCE_MS / 1000} seconds`));
        }, PATIENCE_MS);
      });
    },
    close: () => socket.close(),
  };
}

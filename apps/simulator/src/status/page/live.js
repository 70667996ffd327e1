// The requests of all devices as they come: the last 500.

const MOST = 500;
const connection = document.querySelector("#connection");

let rows = [];
let skipped = 0;
/** While it is paused: what was there then. */
let frozen;
/** How many have come since. */
let waiting = 0;
const listeners = new Set();

function show(text, isGood) {
  connection.textContent = text;
  connection.classList.toggle("good", isGood);
}

function tell() {
  for (const listener of listeners) listener();
}

export const live = {
  rows: () => frozen ?? rows,
  skipped: () => skipped,
  isPaused: () => frozen !== undefined,
  waiting: () => waiting,
  pause(isOn) {
    frozen = isOn ? rows : undefined;
    waiting = 0;
    tell();
  },
  clear(device) {
    const kept = (all) => (device === undefined ? [] : all.filter((row) => row.device !== device));
    rows = kept(rows);
    frozen = frozen && kept(frozen);
    skipped = 0;
    tell();
  },
  /** Calls back whenever there is something new. Answers what ends that. */
  watch(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function connect() {
  const source = new EventSource("/api/live");
  let isFirst = true;
  source.onopen = () => {
    // What comes first after a lost connection is what was before, once more.
    isFirst = true;
    show("Connected", true);
  };
  source.onerror = () => show("The simulator does not answer. Trying again …", false);
  source.onmessage = ({ data }) => {
    const batch = JSON.parse(data);
    const fresh = batch.requests.toReversed();
    rows = (isFirst ? fresh : [...fresh, ...rows]).slice(0, MOST);
    skipped = isFirst ? 0 : skipped + batch.skipped;
    waiting += frozen === undefined || isFirst ? 0 : fresh.length + batch.skipped;
    isFirst = false;
    tell();
  };
}

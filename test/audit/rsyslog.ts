// Debian's own rsyslogd, on free ports of this machine, writing what it made of each message.
import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What rsyslog read in one message. */
export interface Received {
  /** The input that it came by: `udp`, `tcp`, `tls`. */
  readonly input: string;
  readonly facility: string;
  readonly severity: string;
  readonly timestamp: string;
  readonly hostname: string;
  readonly appName: string;
  readonly procId: string;
  readonly msgId: string;
  readonly structuredData: string;
  readonly msg: string;
}

/** A collector. */
export interface Collector extends AsyncDisposable {
  readonly ports: { readonly udp: number; readonly tcp: number; readonly tls: number };
  /** What it wrote so far, once there is as much as that. */
  received(count: number): Promise<Received[]>;
}

/** The certificate that it shows, and the authority that it has it from, as PEM text. */
export interface CollectorTls {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

const PATIENCE_MS = 15_000;

/** Starts rsyslogd with a configuration of its own. */
export async function startRsyslog(tls: CollectorTls): Promise<Collector> {
  const folder = await mkdtemp(join(tmpdir(), "fortiweave-rsyslog-"));
  const ports = { udp: await freeUdpPort(), tcp: await freeTcpPort(), tls: await freeTcpPort() };
  for (const [name, pem] of Object.entries(tls)) await writeFile(join(folder, `${name}.pem`), pem);
  await writeFile(join(folder, "rsyslog.conf"), configuration(folder, ports));
  const daemon = spawn("rsyslogd", ["-n", "-iNONE", "-f", join(folder, "rsyslog.conf")], {
    stdio: ["ignore", "pipe", "pipe"],
    // Where Debian has it; not everybody looks there.
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  const output = await started(daemon, [ports.tcp, ports.tls]);
  const read = async (): Promise<Received[]> => {
    const text = await readFile(join(folder, "received.jsonl"), "utf8").catch(() => "");
    // What comes after the last line break is not written to its end.
    const lines = text.split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Received);
  };
  return {
    ports,
    received: async (count) => {
      for (const start = Date.now(); Date.now() - start < PATIENCE_MS; await sleep(50)) {
        const messages = await read();
        if (messages.length >= count) return messages;
      }
      throw new Error(`rsyslog has ${(await read()).length} of ${count} messages. It says: ${output()}`);
    },
    [Symbol.asyncDispose]: async () => {
      daemon.kill();
      if (daemon.exitCode === null) await once(daemon, "exit");
      await rm(folder, { recursive: true });
    },
  };
}

function configuration(folder: string, ports: Collector["ports"]): string {
  return `
global(
  workDirectory="${folder}"
  maxMessageSize="16k"
  defaultNetstreamDriverCAFile="${folder}/ca.pem"
  defaultNetstreamDriverCertFile="${folder}/cert.pem"
  defaultNetstreamDriverKeyFile="${folder}/key.pem"
)
module(load="imudp")
module(load="imtcp")
input(type="imudp" name="udp" address="127.0.0.1" port="${ports.udp}")
input(type="imudp" name="udp" address="::1" port="${ports.udp}")
input(type="imtcp" name="tcp" address="127.0.0.1" port="${ports.tcp}")
input(
  type="imtcp" name="tls" address="127.0.0.1" port="${ports.tls}"
  streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="anon"
)
template(name="parsed" type="list") {
  constant(value="{")
  property(outname="input" name="inputname" format="jsonf")
  constant(value=",")
  property(outname="facility" name="syslogfacility-text" format="jsonf")
  constant(value=",")
  property(outname="severity" name="syslogseverity-text" format="jsonf")
  constant(value=",")
  property(outname="timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")
  constant(value=",")
  property(outname="hostname" name="hostname" format="jsonf")
  constant(value=",")
  property(outname="appName" name="app-name" format="jsonf")
  constant(value=",")
  property(outname="procId" name="procid" format="jsonf")
  constant(value=",")
  property(outname="msgId" name="msgid" format="jsonf")
  constant(value=",")
  property(outname="structuredData" name="structured-data" format="jsonf")
  constant(value=",")
  property(outname="msg" name="msg" format="jsonf")
  constant(value="}\\n")
}
action(type="omfile" file="${folder}/received.jsonl" template="parsed")
`;
}

/** Waits until it takes connections, and answers what it prints. */
async function started(daemon: ChildProcess, ports: readonly number[]): Promise<() => string> {
  let output = "";
  daemon.on("error", (error) => {
    output += error.message;
  });
  daemon.stdout?.on("data", (text) => {
    output += String(text);
  });
  daemon.stderr?.on("data", (text) => {
    output += String(text);
  });
  for (const start = Date.now(); Date.now() - start < PATIENCE_MS; await sleep(50)) {
    if (daemon.exitCode !== null || daemon.pid === undefined) break;
    const answers = await Promise.all(ports.map(takesConnections));
    if (answers.every(Boolean)) return () => output;
  }
  daemon.kill();
  throw new Error(`rsyslogd does not start (apt-get install rsyslog rsyslog-gnutls): ${output}`);
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  return port;
}

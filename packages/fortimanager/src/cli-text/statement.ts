/**
 * FortiOS's configuration language as a tree.
 *
 * @module
 */

/** One statement of the configuration language. */
export type CliStatement = CliConfig | CliEdit | CliCommand;

/** `config firewall address` ... `end`: a table or an object. */
export interface CliConfig {
  readonly kind: "config";
  /** `firewall address` */
  readonly path: string;
  readonly body: readonly CliStatement[];
}

/** `edit "web"` ... `next`: an entry of the table round it. */
export interface CliEdit {
  readonly kind: "edit";
  readonly key: string;
  readonly body: readonly CliStatement[];
}

/** Anything on a line of its own: `set subnet 192.0.2.1 255.255.255.255`, `delete "web"`, `move 3 before 1`. */
export interface CliCommand {
  readonly kind: "command";
  /** `set` */
  readonly verb: string;
  /** What follows it, without quotes. */
  readonly words: readonly string[];
}

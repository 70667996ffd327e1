/**
 * Every way in which a device refuses a request, in one place: HTTP status, error code, and the lines of its command
 * line where the real one shows them.
 *
 * | why                                        | HTTP | error  | cli_error |
 * | ------------------------------------------ | ---- | ------ | --------- |
 * | body is not JSON, or a filter is malformed | 400  | -10002 |           |
 * | an action that is not offered here         | 400  | -10000 |           |
 * | the profile does not allow it              | 403  | -37    |           |
 * | no such table in this version              | 404  |        |           |
 * | no such entry                              | 404  | -3     |           |
 * | verb not offered here                      | 405  |        |           |
 * | table held by another transaction          | 409  |        |           |
 * | attribute missing or empty                 | 424  | -56    | yes       |
 * | attribute of the wrong JSON shape          | 424  | -651   | yes       |
 * | no such VDOM or transaction                | 424  | -3     |           |
 * | key exists already                         | 500  | -5     | yes       |
 * | entry is used by others                    | 500  | -23    | yes       |
 * | one VDOM more than the model can have      | 500  | -523   | yes       |
 * | option, address or number not valid        | 500  | -651   | yes       |
 * | text too long                              | 500  | -1     | yes       |
 * | a field names something that is not there  | 500  | -3     | yes       |
 * | a member list names such a thing           | 500  | -651   | yes       |
 * | a rule between fields or entries is broken | 500  | several | yes      |
 * | a file or a script cannot be taken         | 500  | several |          |
 *
 * @module
 */

/** Thrown anywhere below a request; becomes an error envelope. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: number | undefined;
  readonly cliError: string | undefined;
  /** What the answer tells beside that. */
  results: unknown;

  constructor(status: number, code?: number, ...lines: readonly string[]) {
    super(lines[0] ?? `HTTP ${status}`);
    this.status = status;
    this.code = code;
    this.cliError = lines.length === 0 ? undefined : [...lines, `Command fail. Return code ${code}`, ""].join("\n");
  }
}

/** What it adds to an envelope. */
export function errorContent({ code, cliError, results }: Refusal): {
  error?: number;
  cli_error?: string;
  results?: unknown;
} {
  return {
    ...(results !== undefined && { results }),
    ...(code !== undefined && { error: code }),
    ...(cliError !== undefined && { cli_error: cliError }),
  };
}

export function badRequest(): Refusal {
  return new Refusal(400, -10002);
}

export function badAction(): Refusal {
  return new Refusal(400, -10000);
}

/** One that tells why in results of its own. */
export function failedWith(code: number, results: unknown): Refusal {
  return Object.assign(new Refusal(500, code), { results });
}

export function forbidden(): Refusal {
  return new Refusal(403, -37);
}

export function noSuchTable(): Refusal {
  return new Refusal(404);
}

export function noSuchEntry(): Refusal {
  return new Refusal(404, -3);
}

export function wrongMethod(): Refusal {
  return new Refusal(405);
}

export function lockedByTransaction(): Refusal {
  return new Refusal(409);
}

export function missingAttribute(field: string): Refusal {
  return new Refusal(424, -56, `Attribute '${field}' MUST be set.`);
}

export function wrongShape(field: string): Refusal {
  return new Refusal(424, -651, `Attribute '${field}' has the wrong type.`);
}

export function noSuchVdom(): Refusal {
  return new Refusal(424, -3);
}

export function duplicate(key: string): Refusal {
  return new Refusal(500, -5, `A duplicate entry '${key}' already exists.`);
}

export function inUse(count: number): Refusal {
  return new Refusal(500, -23, `The entry is used by other ${count} entries`);
}

export function tooManyVdoms(): Refusal {
  return new Refusal(500, -523, "VDOM license exceeded.");
}

/** `shown` is the value, or nothing where it is a secret. */
export function badValue(shown: string): Refusal {
  return new Refusal(500, -651, `value parse error before '${shown}'`);
}

export function tooLong(field: string, maxLength: number): Refusal {
  return new Refusal(500, -1, `The string value of '${field}' is longer than ${maxLength} characters.`);
}

export function danglingField(value: string): Refusal {
  return new Refusal(500, -3, "entry not found in datasource", "", `value parse error before '${value}'`);
}

export function danglingMember(keyField: string, value: string): Refusal {
  return new Refusal(
    500,
    -651,
    `node_check_object fail! for ${keyField} ${value}`,
    "",
    `value parse error before '${value}'`,
  );
}

export function noSuchTransaction(): Refusal {
  return new Refusal(424, -3);
}

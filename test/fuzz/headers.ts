// Headers: those that let a client in, those that do not, and far too many of them.
import type { Random } from "../faults/random.ts";
import { chance, junkText } from "./junk.ts";

type Headers = readonly (readonly [name: string, value: string])[];

export function headersFor(random: Random, token: string): Headers {
  const plain: Headers = [
    ["Host", "device"],
    ...(chance(random, 93) ? [["Authorization", `Bearer ${token}`] as const] : []),
  ];
  return chance(random, 80) ? plain : [...plain, ...odd(random)];
}

function odd(random: Random): Headers {
  switch (random.below(12)) {
    case 0:
      return Array.from({ length: random.below(1500) }, (_, index) => [`h${index}`, ""] as const);
    case 1:
      return [["X-Long", "y".repeat(random.below(20_000))]];
    case 2:
      return [
        ["Authorization", "Bearer x"],
        ["Authorization", "Basic YTpi"],
      ];
    case 3:
      return [["Cookie", `ccsrftoken=x; session_key=${"z".repeat(500)}; =; ;;; __proto__=1`]];
    case 4:
      return [["X-Transaction-Id", random.pick(["1", "2", "3", "-1", "x", "1e9", "__proto__", "9".repeat(40)])]];
    case 5:
      return [["X-Transaction-Id", String(1 + random.below(5))]];
    case 6:
      return [
        [
          "Content-Type",
          random.pick(["", "text/plain", "multipart/form-data; boundary=", "application/x-www-form-urlencoded", ";;;"]),
        ],
      ];
    case 7:
      return [["Expect", random.pick(["100-continue", "200-ok"])]];
    case 8:
      return [
        ["Connection", random.pick(["close", "keep-alive, upgrade", "Upgrade"])],
        ["Upgrade", "websocket"],
      ];
    case 9:
      return [
        ["__proto__", "1"],
        ["constructor", "2"],
        ["X-CSRFTOKEN", '"x"'],
      ];
    case 10:
      return [
        ["Host", "other"],
        ["Transfer-Encoding", "identity"],
      ];
    default:
      return [
        [`X-${random.below(100)}`, junkText(random).replaceAll(/[^\x20-\xff]/g, "?")],
        ["Bad Name", "x"],
      ];
  }
}

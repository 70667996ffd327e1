/**
 * Whether a password is as the policy wants it. Each switch says that its rule is met.
 *
 * @module
 */

import { type Endpoint, type MonitorContext, needing } from "../answer.ts";
import { fieldsOf } from "../config.ts";
import { textIn } from "../params.ts";

interface Rules {
  readonly isOn: boolean;
  number(field: string): number;
  readonly mayRepeat: boolean;
}

const COUNTED: Readonly<Record<string, RegExp>> = {
  min_lower_case_letter: /[a-z]/g,
  min_upper_case_letter: /[A-Z]/g,
  min_non_alphanumeric: /[^a-z\d]/gi,
  min_number: /\d/g,
};

const POLICY = "system/password-policy";

export const adminPasswordConforms: Endpoint = needing([POLICY, "system/admin"], (context, call) => {
  const name = textIn(call, "mkey");
  const admin = context.holder.configuration.table("system/admin", undefined).get(name);
  const old = textIn(call, "old_password") || String(admin?.password ?? "");
  const isUnknown = name !== "" && admin === undefined;
  return { results: judge(textIn(call, "password"), old, isUnknown, rulesIn(context, POLICY)) };
});

const USER_POLICY = "user/password-policy";

/** Users have policies of their own, by name; without one anything goes. */
export const userPasswordConforms: Endpoint = needing([USER_POLICY, "user/local"], (context, call) => {
  const { configuration } = context.holder;
  const name = textIn(call, "username");
  const user = configuration.table("user/local", call.vdom).get(name);
  const policy = configuration.table(USER_POLICY, call.vdom).get(String(user?.["passwd-policy"] ?? ""));
  const rules: Rules = {
    isOn: policy !== undefined,
    number: (field) => Number(policy?.[field === "minimum-length" ? "minimum-length" : field] ?? 0),
    mayRepeat: policy?.["reuse-password"] !== "disable",
  };
  const isUnknown = name !== "" && user === undefined;
  const results = judge(textIn(call, "password"), String(user?.passwd ?? ""), isUnknown, rules);
  return { results: { ...results, maximum_length: true, min_change_characters: true } };
});

function rulesIn(context: MonitorContext, path: string): Rules {
  const policy = fieldsOf(context, path);
  return {
    isOn: policy("status") === "enable",
    number: (field) => Number(policy(field) || 0),
    mayRepeat: policy("reuse-password") !== "disable",
  };
}

function judge(
  password: string,
  old: string,
  isUnknown: boolean,
  { isOn, number, mayRepeat }: Rules,
): Record<string, boolean> {
  const isEnough = (field: string, found: number): boolean => !isOn || found >= number(field);
  const counted = Object.entries(COUNTED).map(([name, pattern]) => {
    return [name, isEnough(name.replaceAll("_", "-"), password.match(pattern)?.length ?? 0)] as const;
  });
  const rules = {
    minimum_length: isEnough("minimum-length", password.length),
    ...Object.fromEntries(counted),
    reuse_password: !isOn || mayRepeat || password !== old,
  };
  return { ...rules, invalid_user: isUnknown, valid: !isUnknown && Object.values(rules).every(Boolean) };
}

/**
 * Signs in step by step: what the device asks for on the way, and what it is told.
 *
 * @module
 */

import { askCode, type CodeSource, type SignInProblem, signInError } from "@fortiweave/core";
import type { CookieSession } from "./cookie-session.ts";
import type { SignInForm, Step } from "./dialect.ts";
import type { Prompt } from "./sign-in-answer.ts";

/** What to tell a device that asks for more than user name and password. */
export interface PromptOptions {
  /**
   * Accepts the disclaimer that a device may show before or after the sign-in. It is a legal notice, so nobody accepts it
   * for you. Default false: the sign-in then fails and says so.
   */
  readonly acknowledgeDisclaimer?: boolean;
  /**
   * The code of the second factor, or what gets one: it is asked each time the device wants one. A code as text is good
   * for one sign-in.
   */
  readonly tokenCode?: CodeSource;
  /** The password to change to when the device wants a new one first; from then on it is the password. */
  readonly newPassword?: string;
}

/** A sign-in that is through. */
export interface SignedIn {
  readonly session: CookieSession;
  /** The password, when it was changed on the way. */
  readonly newPassword: string | undefined;
}

const UNANSWERED: Readonly<Record<Prompt, SignInProblem>> = {
  disclaimer: {
    why: "the device shows a disclaimer that must be accepted first",
    hint:
      "Read it on the device's own sign-in page, and accept it (in a script: acknowledgeDisclaimer: true), or use an API " +
      "token, which needs none",
  },
  "second factor": {
    why: "the device asks for a second factor",
    hint: "Give its code (in a script: tokenCode, also as a function), or use an API token, which needs none",
  },
  "new password": {
    why: "the password must be changed first",
    hint: "Change it on the device, or give a new one (in a script: newPassword)",
  },
};

const REFUSED: Readonly<Record<Prompt, SignInProblem>> = {
  disclaimer: {
    why: "the device goes on asking to accept its disclaimer",
    hint: "Accept it on the device's own sign-in page, or use an API token, which needs none",
  },
  "second factor": {
    why: "the device does not accept the code of the second factor",
    hint: "Give a new code: each is good for a short time, and once",
  },
  "new password": {
    why: "the device does not accept the new password",
    hint: "Compare it with the device's password policy; it must differ from the old one",
  },
};

/** What goes through the steps. */
export interface Stepper {
  /** Takes the next step, with what the steps before it left behind. */
  take(form: SignInForm, begun: CookieSession | undefined): Promise<Step>;
  /** Takes back a sign-in that got stuck: half a session counts on the device like a whole one. */
  abandon(begun: CookieSession): Promise<void>;
}

/** Takes one step after the other until the device lets it in. Each question is answered once. */
export async function signInStepwise(
  stepper: Stepper,
  credentials: Pick<SignInForm, "username" | "password">,
  options: PromptOptions,
): Promise<SignedIn> {
  const asked = new Set<Prompt>();
  let form: SignInForm = { ...credentials, accepts: options.acknowledgeDisclaimer ?? false };
  let step = await stepper.take(form, undefined);
  while (step.answer !== "in") {
    const { answer: prompt, session } = step;
    try {
      if (asked.has(prompt)) throw signInError(form.username, REFUSED[prompt]);
      asked.add(prompt);
      form = { ...form, ...(await answerTo(prompt, form, options)) };
      step = await stepper.take(form, session);
    } catch (error) {
      await stepper.abandon(session).catch(() => undefined);
      throw error;
    }
  }
  return { session: step.session, newPassword: form.newPassword };
}

async function answerTo(
  prompt: Prompt,
  { username }: SignInForm,
  options: PromptOptions,
): Promise<Partial<SignInForm>> {
  const { acknowledgeDisclaimer = false, tokenCode, newPassword } = options;
  if (prompt === "disclaimer" && acknowledgeDisclaimer) return { accepts: true };
  if (prompt === "second factor" && tokenCode !== undefined) {
    return { tokenCode: await askCode(tokenCode, username, "tokenCode") };
  }
  if (prompt === "new password" && newPassword !== undefined) return { newPassword };
  throw signInError(username, UNANSWERED[prompt]);
}

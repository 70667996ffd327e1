/**
 * What the control API asks of every sign-in, beside what is configured.
 *
 * @module
 */

export interface SignInSettings {
  /** A banner must be accepted before the sign-in, as with `pre-login-banner` in `system/global`. */
  preDisclaimer: boolean;
  /** The same after it, as with `post-login-banner`. */
  postDisclaimer: boolean;
  /** A code is wanted beside the password, as with `two-factor` in `system/admin`. */
  twoFactor: boolean;
  /** The code that is right. */
  tokenCode: string;
  /** The next sign-in must bring a new password, as with `force-password-change` in `system/admin`. */
  changePassword: boolean;
}

export function defaultSettings(): SignInSettings {
  return {
    preDisclaimer: false,
    postDisclaimer: false,
    twoFactor: false,
    tokenCode: "123456",
    changePassword: false,
  };
}

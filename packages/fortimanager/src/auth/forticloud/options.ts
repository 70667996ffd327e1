/**
 * What a sign-in through FortiCloud needs.
 *
 * @module
 */

import { checkChoice, checkCredentials, type TlsOptions, type Transport } from "@fortiweave/core";
import type { IdleOptions } from "../key-session.ts";

/** Where FortiCloud gives tokens. */
export const FORTICLOUD_URL = "https://customerapiauth.fortinet.com";

/** How to reach FortiCloud's own sign-in. */
export interface OAuthOptions {
  /** Default `https://customerapiauth.fortinet.com`. */
  readonly url?: string;
  /** Default: trust what the runtime trusts. */
  readonly tls?: TlsOptions;
  /** Another way to reach it, which stays open. `url` and `tls` then have no use. */
  readonly transport?: Transport;
}

/** Who signs in, and where. */
export interface FortiCloudOptions extends IdleOptions {
  /** The API id of an IAM API user. */
  readonly username: string;
  /** The password of the IAM API user. */
  readonly password: string;
  /** The product that the token is for. Default `FortiManager`. */
  readonly clientId?: "FortiManager" | "FortiAnalyzer";
  /** FortiCloud's own sign-in. */
  readonly oauth?: OAuthOptions;
}

/** The same, checked and completed. */
export interface CloudAccount extends Pick<FortiCloudOptions, "username" | "password"> {
  readonly clientId: string;
}

/**
 * Checks them.
 *
 * @throws FortiError INVALID_INPUT when one is wrong.
 */
export function readAccount({ username, password, clientId = "FortiManager" }: FortiCloudOptions): CloudAccount {
  checkCredentials({ username, password });
  checkChoice("clientId", clientId, ["FortiManager", "FortiAnalyzer"]);
  return { username, password, clientId };
}

/** The credential type of this package. */
export const CREDENTIAL = "fortinetFortiGateApi";

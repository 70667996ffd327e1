/** What to do when a write failed and nobody knows whether it was carried out. */
export const IN_DOUBT = "The device may have carried it out: read what it holds before you send it again";

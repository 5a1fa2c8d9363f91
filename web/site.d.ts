// What tools/site.mjs writes into the modules.

/** Changes with any file of the site. */
declare const SITE_VERSION: string;

/** SHA-256, base64, of each file that is kept for working offline, by path: those for taking part in a test, and the others. */
declare const SITE_FILES: { first: Record<string, string>; later: Record<string, string> };

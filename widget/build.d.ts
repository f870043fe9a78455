/** The package's version, put in at build time. */
declare const __VERSION__: string;
/** Hash of the sources that judge a manifest; a manifest stamped with it needs no check in the browser. */
declare const __FINGERPRINT__: string;
/** Hash of all built pieces, so that a new loader never runs an old piece. */
declare const __PIECES__: string;

/** A configuration that cannot be used; the message lists everything that is wrong. */
export class ConfigurationError extends Error {
  /** Stable, for programs. */
  readonly code = "unusable_configuration";

  constructor(
    message: string,
    /** The files that were to be read; a change of any of them may mend it. */
    readonly files: readonly string[],
  ) {
    super(message);
    this.name = "ConfigurationError";
  }
}

import { type Problem, problemsWith } from "../../widget/manifest/problem.ts";
import { formatWithSuggestion } from "../suggestion.ts";
import { contradictionsIn } from "./contradictions.ts";
import { JsonFileError, parseJson, readTextFile } from "./json.ts";
import { Config } from "./schema.ts";

/**
 * Reads and checks `askling.config.json`, without the files that it names.
 *
 * @throws ConfigurationError
 */
export function readConfig(path: string): Config {
  const input = readJson(path);
  const problems = problemsWith(Config, input);
  const config = problems.length ? undefined : Config.safeParse(withoutNotes(input)).data;
  if (config) problems.push(...contradictionsIn(config));
  if (config && !problems.length) return config;
  const sentences = problems.map((problem) =>
    formatWithSuggestion(withoutSecrets(problem), "the configuration"),
  );
  throw new ConfigurationError(sentences.join("; "), [path]);
}

/** What stands where a secret belongs is one, however wrongly written; addresses of webhooks often hold one. */
function withoutSecrets(problem: Problem): Problem {
  const isKey = problem.unknown?.key ?? false;
  return !isKey && /(?:secret|hash|url)(?:$|[.[])/.test(problem.path)
    ? { ...problem, found: problem.found === "nothing" ? "nothing" : "a value that is not repeated here" }
    : problem;
}

function readJson(path: string): unknown {
  try {
    return parseJson(readTextFile(path));
  } catch (error) {
    if (error instanceof JsonFileError) throw new ConfigurationError(error.message, [path]);
    throw error;
  }
}

/** `$schema` and `x-` keys are allowed anywhere, as in a manifest; the schema knows nothing of them. */
function withoutNotes(input: unknown): unknown {
  return JSON.parse(JSON.stringify(input), (key, value: unknown) =>
    key === "$schema" || key.startsWith("x-") ? undefined : value,
  );
}

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

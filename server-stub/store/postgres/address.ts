/** Servers that one address names, each by an address of its own that the driver understands. */
export type ServerUrls = readonly [string, ...string[]];

/** Values of `target_session_attrs`, by whether something can be written to such a server. */
const TARGETS: Readonly<Record<string, boolean>> = {
  any: true,
  "read-write": true,
  primary: true,
  "read-only": false,
  standby: false,
  "prefer-standby": false,
};
const MAX_HOSTS = 32;
const FORM = /^([a-z]+:\/\/)((?:[^/?#]*@)?)([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?$/i;
const HOST = /^(\[[0-9a-f:.%]+\]|[^:[\]]*)(?::(\d*))?$/i;

/**
 * The servers that an address names, in their order. Several hosts and `target_session_attrs` are as in libpq:
 * `postgres://USER@ONE:5432,TWO:5433/DATABASE`, `[::1]:5432,…`, or `?host=ONE,TWO&port=5432,5433`. Where several are
 * named, and where one changes hands, the one that can be written to is used, whichever of `any`, `read-write` and
 * `primary` is asked for.
 *
 * @throws Error when it names none, or servers that cannot be written to
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS
 */
export function serversOf(url: string): ServerUrls {
  const [, scheme = "", user = "", authority = "", path = "", query = ""] = FORM.exec(url) ?? [];
  const parameters = new URLSearchParams(query);
  const target = parameters.get("target_session_attrs");
  if (target !== null) checkTarget(target);
  const named = parameters.get("host");
  const ports = parameters.get("port");
  const isList = [authority, named, ports].some((part) => part?.includes(","));
  if (!scheme || (!isList && target === null)) return [url];
  for (const name of ["target_session_attrs", "load_balance_hosts"]) parameters.delete(name);
  if (isList) for (const name of ["host", "port"]) parameters.delete(name);
  const rest = [...parameters].length ? `?${parameters}` : "";
  if (!isList) return [`${scheme}${user}${authority}${path}${rest}`];

  const hosts = (named ?? authority).split(",");
  if (hosts.length > MAX_HOSTS) throw new Error(`it names ${hosts.length} hosts, and may name ${MAX_HOSTS}`);
  const listed = ports?.split(",") ?? [];
  if (listed.length > 1 && listed.length !== hosts.length)
    throw new Error(`it names ${hosts.length} hosts and ${listed.length} ports`);
  const [first = "", ...others] = hosts.map((host, index) => {
    const port = listed.length > 1 ? listed[index] : listed[0];
    return `${scheme}${user}${hostOf(host, port, named !== null)}${path}${rest}`;
  });
  return [first, ...others];
}

function checkTarget(target: string): void {
  const canWrite = Object.hasOwn(TARGETS, target) ? TARGETS[target] : undefined;
  if (canWrite) return;
  const known = Object.keys(TARGETS).filter((name) => TARGETS[name]);
  const reason =
    canWrite === undefined ? "is no value that is known" : "finds servers that cannot be written to";
  throw new Error(`target_session_attrs=${target} ${reason}; write ${known.join(", ")} or nothing`);
}

/** One host with its port, as it stands in an address. */
function hostOf(text: string, listed: string | undefined, isDecoded: boolean): string {
  // As a parameter, a host stands without brackets and a path as it is.
  const written = !isDecoded ? text : text.includes(":") ? `[${text}]` : encodeURIComponent(text);
  const [, host, own] = HOST.exec(written) ?? [];
  if (host === undefined) throw new Error(`"${text}" is no host: write NAME:PORT or [IPv6]:PORT`);
  const port = listed || own || "5432";
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    throw new Error(`"${port}" is no port: it is a number from 1 to 65535`);
  return `${host || "localhost"}:${port}`;
}

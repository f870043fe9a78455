import { type AnyNode, parse } from "acorn";

/** The oldest engines that the widget is for know ES2018 and `import()`; not all of them all of its patterns. */
const NEWER: { [Type in AnyNode["type"]]?: (node: Extract<AnyNode, { type: Type }>) => string | false } = {
  ChainExpression: () => "?.",
  LogicalExpression: ({ operator }) => operator === "??" && "??",
  AssignmentExpression: ({ operator }) => ["??=", "||=", "&&="].includes(operator) && operator,
  CatchClause: ({ param }) => !param && "catch without a name",
  PropertyDefinition: () => "class field",
  StaticBlock: () => "static block",
  PrivateIdentifier: () => "private name",
  MetaProperty: ({ meta }) => meta.name === "import" && "import.meta",
  ExportAllDeclaration: ({ exported }) => !!exported && "export * as",
  Literal: ({ raw = "", bigint, regex }) => {
    if (bigint) return "BigInt";
    if (regex) return newerPattern(regex.pattern, regex.flags);
    return /^[\d.].*_/.test(raw) && "numeric separator";
  },
};

/** In ES2018, but in neither Firefox 67 nor Safari 12; or newer. */
function newerPattern(source: string, flags: string): string | false {
  if (/[sdv]/.test(flags)) return `pattern flag ${flags}`;
  const plain = source.replace(/\\./g, "w").replace(/\[[^\]]*\]/g, "w");
  if (/\(\?<[=!]/.test(plain)) return "lookbehind";
  if (/\(\?</.test(plain)) return "named group";
  return flags.includes("u") && /\\p\{/i.test(source) && "\\p{…}";
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

/** Everything in a built file that an engine of the floor cannot read, with where it stands. */
export function newerSyntax(code: string, sourceType: "script" | "module"): string[] {
  const found: string[] = [];
  const visit = (node: AnyNode, inFunction: boolean): void => {
    const judge = NEWER[node.type] as ((node: AnyNode) => string | false) | undefined;
    const what = judge?.(node) || (node.type === "AwaitExpression" && !inFunction && "top-level await");
    if (what) found.push(`${what} at ${node.start}: ${code.slice(node.start, node.start + 60)}`);
    const within = inFunction || /Function/.test(node.type);
    for (const child of Object.values(node).flat()) if (isNode(child)) visit(child, within);
  };
  // Read as the newest, so that everything is found and not just the first.
  visit(parse(code, { ecmaVersion: "latest", sourceType }), false);
  return found;
}

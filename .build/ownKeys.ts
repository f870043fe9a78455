import { type AnyNode, parse } from "acorn";
import { simple } from "acorn-walk";

/** Members that a library of the page has added to all objects are neither properties nor parts of descriptors. */
const OWN = "Object.prototype.hasOwnProperty.call";

/**
 * Makes loops over an object's keys pass over what is inherited, and descriptors inherit nothing, in the packages as
 * well: pages add members to the prototype of all objects.
 *
 * @throws if a loop is over more than a name or a member, which would be looked up twice
 */
export function ownKeysOnly(code: string): string {
  const insertions: [at: number, text: string][] = [];
  const textOf = ({ start, end }: AnyNode) => code.slice(start, end);
  const program = parse(code, {
    ecmaVersion: "latest",
    sourceType: "module",
    allowReturnOutsideFunction: true,
  });
  simple(program, {
    ForInStatement({ left, right, body }) {
      // What asks for itself; and what is inherited is the same in both objects that are compared.
      if (/hasOwnProperty|\bhas\.call|^return|^if \(!\(\w+ in [\w.]+\)\) return/.test(textOf(body))) return;
      const name = left.type === "VariableDeclaration" ? left.declarations[0]?.id : left;
      if (name?.type !== "Identifier" || !/^(?:Identifier|MemberExpression|ThisExpression)$/.test(right.type))
        throw new Error(`A loop that cannot be kept to own keys: ${code.slice(left.start, body.start)}`);
      insertions.push([body.start, `if (${OWN}(${textOf(right)}, ${name.name})) `]);
    },
    CallExpression({ callee, arguments: given }) {
      const [, second, descriptor] = given;
      const called = textOf(callee);
      if (called === "Object.defineProperty" && descriptor?.type === "ObjectExpression")
        insertions.push([descriptor.start + 1, "__proto__: null, "]);
      if (called === "Object.defineProperties" && second?.type === "ObjectExpression")
        for (const one of second.properties)
          if (one.type === "Property" && one.value.type === "ObjectExpression")
            insertions.push([one.value.start + 1, "__proto__: null, "]);
    },
  });
  let made = code;
  for (const [at, text] of insertions.sort(([one], [other]) => other - one))
    made = made.slice(0, at) + text + made.slice(at);
  return made;
}

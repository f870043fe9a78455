import { expect, it } from "vitest";
import { serversOf } from "../../../server-stub/store/postgres/address.ts";

it.each([
  ["postgres://u:p@db.example/askling", ["postgres://u:p@db.example/askling"]],
  ["postgres://u:p%2C@db:5433/a?sslmode=disable", ["postgres://u:p%2C@db:5433/a?sslmode=disable"]],
  ["postgres:///a?host=/var/run/postgresql", ["postgres:///a?host=/var/run/postgresql"]],
  ["postgres://u@db/a?target_session_attrs=read-write", ["postgres://u@db/a"]],
  ["postgres://u@db/a?target_session_attrs=any&sslmode=disable", ["postgres://u@db/a?sslmode=disable"]],
  ["postgres://u:p@one,two/a", ["postgres://u:p@one:5432/a", "postgres://u:p@two:5432/a"]],
  [
    "postgresql://u:p@one:1,two:2,three/a?target_session_attrs=primary&application_name=x",
    [
      "postgresql://u:p@one:1/a?application_name=x",
      "postgresql://u:p@two:2/a?application_name=x",
      "postgresql://u:p@three:5432/a?application_name=x",
    ],
  ],
  ["postgres://[::1]:5433,[fe80::2]/a", ["postgres://[::1]:5433/a", "postgres://[fe80::2]:5432/a"]],
  ["postgres://u:a,b@c@one,two:2", ["postgres://u:a,b@c@one:5432", "postgres://u:a,b@c@two:2"]],
  ["postgres://%2Frun%2Fpg,two/a", ["postgres://%2Frun%2Fpg:5432/a", "postgres://two:5432/a"]],
  ["postgres:///a?host=one,two", ["postgres://one:5432/a", "postgres://two:5432/a"]],
  ["postgres:///a?host=one,two&port=5,6", ["postgres://one:5/a", "postgres://two:6/a"]],
  ["postgres://u@/a?host=one,::1&port=7", ["postgres://u@one:7/a", "postgres://u@[::1]:7/a"]],
  ["postgres:///a?host=/run/pg,two", ["postgres://%2Frun%2Fpg:5432/a", "postgres://two:5432/a"]],
  ["postgres://one:1,two:2/a?load_balance_hosts=disable", ["postgres://one:1/a", "postgres://two:2/a"]],
  ["postgres://one,/a", ["postgres://one:5432/a", "postgres://localhost:5432/a"]],
])("%s names its servers", (url, expected) => {
  expect(serversOf(url)).toEqual(expected);
});

it.each([
  ["postgres://one,two/a?target_session_attrs=readwrite", "readwrite is no value that is known"],
  [
    "postgres://one/a?target_session_attrs=",
    "is no value that is known; write any, read-write, primary or nothing",
  ],
  ["postgres://one/a?target_session_attrs=toString", "is no value that is known"],
  ["postgres://one/a?target_session_attrs=standby", "standby finds servers that cannot be written to"],
  ["postgres://one,two/a?target_session_attrs=read-only", "cannot be written to"],
  ["postgres://one,two/a?target_session_attrs=prefer-standby", "cannot be written to"],
  ["postgres://one:x,two/a", '"one:x" is no host'],
  ["postgres://one:0,two/a", '"0" is no port'],
  ["postgres://one:70000,two/a", '"70000" is no port'],
  ["postgres://[::1,two/a", '"[::1" is no host'],
  ["postgres://::1,two/a", '"::1" is no host'],
  ["postgres:///a?host=one,two,three&port=1,2", "3 hosts and 2 ports"],
  [`postgres://${"h,".repeat(40)}h/a`, "it names 41 hosts"],
])("%s is refused", (url, sentence) => {
  expect(() => serversOf(url)).toThrow(sentence);
});

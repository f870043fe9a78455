import { describe, expect, it } from "vitest";
import { DEMO_CONFIG, readSettings } from "../../server-stub/settings.ts";

describe("settings", () => {
  it("have the documented defaults", () => {
    expect(readSettings({})).toEqual({
      port: 4470,
      host: "127.0.0.1",
      databaseUrl: "sqlite:./data/askling.db",
      configPath: DEMO_CONFIG,
    });
  });

  it.each([
    ["PORT", "abc", 'PORT: found "abc", expected a whole number from 0 to 65535'],
    ["PORT", "99999", "PORT: found 99999, expected a whole number from 0 to 65535"],
    ["PORT", "", "PORT: found an empty value, expected a whole number from 0 to 65535"],
    ["PORT", "-1", 'PORT: found "-1", expected a whole number from 0 to 65535'],
    ["PORT", "80.5", 'PORT: found "80.5", expected a whole number from 0 to 65535'],
    ["HOST", "", "HOST: found an empty value, expected an address to listen on"],
    ["DATABASE_URL", "mysql://x", 'DATABASE_URL: found "mysql://x", expected sqlite:PATH'],
    ["DATABASE_URL", "./data.db", 'DATABASE_URL: found "./data.db", expected sqlite:PATH'],
    ["DATABASE_URL", "sqlite:", 'DATABASE_URL: found "sqlite:", expected sqlite:PATH'],
    ["ASKLING_CONFIG", " ", "ASKLING_CONFIG: found an empty value, expected the path"],
    ["ASKLING_ADMIN_TOKEN", "", "ASKLING_ADMIN_TOKEN: found an empty value, expected a token without spaces"],
    ["ASKLING_ADMIN_TOKEN", "a b", 'ASKLING_ADMIN_TOKEN: found "a b", expected a token without spaces'],
  ])("refuse %s=%s in one sentence", (name, value, sentence) => {
    expect(() => readSettings({ [name]: value })).toThrow(sentence);
  });

  it("take over what is given", () => {
    const given = {
      PORT: "0",
      HOST: "::1",
      DATABASE_URL: "sqlite:/tmp/x.db",
      ASKLING_CONFIG: "a.json",
      ASKLING_ADMIN_TOKEN: "t",
    };
    expect(readSettings(given)).toEqual({
      port: 0,
      host: "::1",
      databaseUrl: "sqlite:/tmp/x.db",
      configPath: "a.json",
      adminToken: "t",
    });
  });
});

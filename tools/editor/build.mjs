// Builds service/static/vendor/editor.js: one ES module, the same bytes from the same sources.
// `node build.mjs FILE` writes elsewhere, for comparing.
import { build } from "esbuild";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const vendor = join(here, "../../service/static/vendor");
const target = process.argv[2] ?? join(vendor, "editor.js");

const result = await build({
  absWorkingDir: here,
  entryPoints: ["src/editor.js"],
  bundle: true,
  alias: { "linkify-it": "./src/no-linkify.js" },
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  outfile: target,
});

// Every package that went in, with its licence, beside the bundle.
const packages = new Set(
  Object.keys(result.metafile.inputs)
    .map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter(Boolean),
);
const told = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : license;
  return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync(
  target.replace(/\.js$/, ".LICENSES.txt"),
  `editor.js is made of the packages below; tools/editor builds it.\n\n${told.join("\n---\n\n")}`,
);

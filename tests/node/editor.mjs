// Documents in, one a line; out, what the editor that is served writes and what it reads of that.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const source = readFileSync(process.argv[2]).toString("base64");
const { read, write } = await import(`data:text/javascript;base64,${source}`);
const { schema } = read("").type;

for await (const line of createInterface({ input: process.stdin })) {
  const written = write(schema.nodeFromJSON(JSON.parse(line)));
  console.log(JSON.stringify({ written, read: read(written).toJSON() }));
}

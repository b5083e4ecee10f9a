// Prints what the browser's code makes of the vectors on stdin: the same as ours, or the chain is not one.
import { canonical, sha256 } from "../../static/behaviours/chain.js";

const vectors = JSON.parse(await new Response(process.stdin).text());
const made = [];
let head = "0".repeat(64);
for (const { line } of vectors) {
  const text = canonical(line);
  const digest = await sha256(text);
  head = await sha256(head + digest);
  made.push({ line, canonical: text, digest, head });
}
process.stdout.write(JSON.stringify(made));

// The chain over the ledger, as neighbourhood/funding/chain.py makes it: computed here anew, so that
// nobody has to believe the server. Nothing of the page in this file.
const NO_HEAD = "0".repeat(64);
const HEX = /^[0-9a-f]{64}$/;

/** What is wrong, by a word that the page has a sentence for, and at which line of the register. */
export class Wrong extends Error {
  constructor(word, number) {
    super(word);
    Object.assign(this, { word, number });
  }
}

export async function sha256(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The one way to write a line: keys sorted, no spaces, sides sorted by account. */
export function canonical({ entries, kind, moment, nonce, number, reference }) {
  const sides = [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify({ entries: sides, kind, moment, nonce, number, reference });
}

/** Reads what a receipt gives: an address with its #, the part behind it, or the JSON itself. */
export async function opened(text) {
  const { at, digest, head, line } = parsed(text.trim()) ?? {};
  const said = HEX.test(digest) && HEX.test(head) && Number.isSafeInteger(at) && fromJson(line);
  if (!said || !Array.isArray(said.entries) || canonical(said) !== line || said.number > at) throw new Wrong("opening");
  if ((await sha256(line)) !== digest) throw new Wrong("line");
  return { at, digest, head, line: said };
}

function parsed(text) {
  if (text.startsWith("{")) return fromJson(text);
  const token = text.slice(text.indexOf("#") + 1);
  if (!/^[\w-]+$/.test(token)) return null;
  try {
    const bytes = Uint8Array.from(atob(token.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
    return fromJson(new TextDecoder().decode(bytes));
  } catch {
    return null; // not base64: cut while it was copied
  }
}

function fromJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The rows of a part of the register that begins after line `before`. */
export function rowsOf(text, before = 0) {
  const lines = text.split("\n").filter((line) => line.trim());
  return lines.map((line, index) => {
    const row = fromJson(line);
    if (!Number.isSafeInteger(row?.number) || !HEX.test(row.digest) || !HEX.test(row.head))
      throw new Wrong("row", before + index + 1);
    return row;
  });
}

/** Walks the parts of a register (lists of rows) from its first line; returns where it ends. */
export async function walk(parts, opening, progress = () => {}) {
  let [number, head] = [0, NO_HEAD];
  for await (const rows of parts) {
    for (const row of rows) {
      if (row.number !== number + 1) throw new Wrong("gap", number + 1);
      head = await sha256(head + row.digest);
      number = row.number;
      if (head !== row.head) throw new Wrong("chain", number);
      if (number === opening.line.number && row.digest !== opening.digest) throw new Wrong("other", number);
      if (number === opening.at && head !== opening.head) throw new Wrong("rewritten", number);
    }
    progress(number);
  }
  if (number < opening.line.number) throw new Wrong("short", number);
  if (number < opening.at) throw new Wrong("cut", number);
  return { number, head };
}

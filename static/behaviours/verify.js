// Verifies the line of a gift against the public register. The line comes behind the # of the address,
// which no server sees; the register from the site, part by part, or from a file. What was read once
// stays in the page: it verifies again without a network.
import { opened, rowsOf, Wrong, walk } from "./chain.js";

export function attach(section) {
  section.hidden = false;
  new Verifying(section);
}

class Verifying {
  constructor(section) {
    const part = (name) => section.querySelector(name);
    Object.assign(this, {
      section,
      opening: part("textarea"),
      file: part("[type=file]"),
      result: part("[data-result]"),
      line: part("[data-line]"),
    });
    this.said = part("template[data-said]").content;
    this.parts = new Map();
    part("button").addEventListener("click", () => this.verify());
    // The same page again, led to by another receipt: only what is behind the # has changed.
    addEventListener("hashchange", () => this.take());
    this.take();
  }

  /** Takes the line out of the address, so that it stays in no history. */
  take() {
    const token = location.hash.slice(1);
    if (!token) return;
    this.opening.value = token;
    // Nothing is left to type: the answer is what one came for.
    this.line.open = false;
    history.replaceState(history.state, "", location.pathname + location.search);
    this.verify();
  }

  async verify() {
    if (!globalThis.crypto?.subtle) return this.say("insecure");
    try {
      const opening = await opened(this.opening.value);
      this.say("reading", { number: 0 });
      const last = await walk(this.register(), opening, (number) => this.say("reading", { number }));
      this.say("right", { ...this.told(opening.line), at: opening.at, last: last.number }, "good");
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      this.say(error.word, { number: error.number }, "bad");
    }
  }

  async *register() {
    const file = this.file.files[0];
    if (file) yield rowsOf(await file.text());
    else yield* this.ofSite();
  }

  async *ofSite() {
    const size = Number(this.section.dataset.part);
    for (let first = 1, rows; rows === undefined || rows.length === size; first += size) {
      rows = await this.fetched(first, size);
      yield rows;
    }
  }

  /** A part that is full never changes; the last one is asked for again, if anybody answers. */
  async fetched(first, size) {
    const kept = this.parts.get(first);
    if (kept?.length === size) return kept;
    const answer =
      navigator.onLine && (await fetch(this.section.dataset.source.replace(/1$/, first)).catch(() => null));
    if (answer?.ok) this.parts.set(first, rowsOf(await answer.text(), first - 1));
    else if (!kept) throw new Wrong("network");
    return this.parts.get(first);
  }

  told({ number, moment, entries }) {
    const { lang } = document.documentElement;
    const cents = entries.reduce((sum, [, side]) => sum + Math.max(side, 0), 0);
    const fraction = cents % 100 ? 2 : 0;
    const money = {
      style: "currency",
      currency: "EUR",
      minimumFractionDigits: fraction,
      maximumFractionDigits: fraction,
    };
    const amount = new Intl.NumberFormat(lang, money).format(cents / 100);
    const said = new Date(moment).toLocaleString(lang, { dateStyle: "long", timeStyle: "short" });
    return { number, amount, moment: lang === "fr" ? said.replace(/(\d+):(\d+)$/, "$1\u00a0h\u00a0$2") : said };
  }

  say(word, details = {}, tone = "") {
    const sentence = this.word(word).replace(/\{(\w+)\}/g, (_all, name) => details[name]);
    this.result.textContent = tone === "bad" ? `${sentence} ${this.word("next")}` : sentence;
    this.result.className = `notice-line ${tone}`;
  }

  word(name) {
    return this.said.querySelector(`[data-word="${name}"]`).textContent;
  }
}

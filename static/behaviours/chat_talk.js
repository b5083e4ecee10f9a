// What is seen of a conversation: bubbles in the order of their ids, those still under way last.
import { Drawing } from "./chat_lines.js";
import { People } from "./chat_people.js";

const NEAR = 200; // how close to the end counts as reading the end
const REFRESH_PAUSE = 150;
// Of many, not all ask for a fresh page at the same moment.
const REFRESH_OF_MANY = 5000;
// What is drawn without a fresh page, of many.
const PASSING = ["entered", "left"];

export class Talk {
  constructor(root, ask) {
    this.root = root;
    this.log = root.querySelector("[data-log]");
    this.me = Number(root.dataset.me);
    this.last = Number(root.dataset.last);
    this.change = Number(root.dataset.change);
    this.people = new People(root, ask);
    this.drawing = new Drawing(root, this.people, (name) => this.word(name));
    this.readers = new Map();
    for (const { dataset } of root.querySelectorAll("[data-reader]")) {
      this.readers.set(Number(dataset.reader), Number(dataset.read));
    }
    this.toEnd();
  }

  word(name) {
    return this.root.querySelector(`[data-word="${name}"]`).textContent;
  }

  toEnd() {
    scrollTo({ top: document.documentElement.scrollHeight });
  }

  /** Changes the log; whoever was reading its end still is. */
  keepingPlace(change) {
    const page = document.documentElement;
    const atEnd = page.scrollHeight - innerHeight - scrollY < NEAR;
    change();
    if (atEnd) this.toEnd();
  }

  /** Shows a stored message, once, where it belongs. */
  add(message) {
    this.last = Math.max(this.last, message.id);
    // Live words are the same for all; whoever is concerned reads on the page, in full, who acted for them.
    const forMe = message.agent && message.author_id === this.me && !this.pending(message.client_id ?? "");
    if (this.root.dataset.many && PASSING.includes(message.text) && message.kind === "moment") {
      if (!this.drawing.find(message.id)) this.place(this.drawing.moment(message));
      return;
    }
    if (message.kind === "moment" || forMe) {
      this.refresh();
      return;
    }
    const pending = message.client_id && this.pending(message.client_id);
    if (pending) this.confirm(message.client_id, message);
    if (pending) this.drawing.cite(pending.querySelector("[data-words-of]"), message.named);
    if (this.drawing.find(message.id)) return;
    const bubble = this.drawing.bubble(message);
    bubble.dataset.id = message.id;
    this.state(bubble, message.author_id === this.me ? "sent" : null);
    this.place(bubble);
  }

  /** Shows what became of a line: changed, deleted, hidden, or read again. */
  becomes(message) {
    const shown = this.drawing.find(message.id);
    const mine = message.author_id === this.me;
    // Whoever wrote it reads it all the same, and in full who acted for them.
    if (shown && mine && (message.hidden || message.agent)) return this.refresh();
    const instead = message.deleted ? "deleted" : message.hidden ? "hidden" : undefined;
    for (const link of this.log.querySelectorAll(`[data-quote="${message.id}"]`)) {
      this.drawing.requote(link, { author_id: message.author_id, words: message.text, unread: instead });
    }
    if (!shown) return;
    const bubble = this.drawing.bubble(message);
    bubble.dataset.id = message.id;
    const state = shown.querySelector("[data-state]");
    if (state?.textContent && !instead) this.state(bubble, "sent", state.textContent.replace(/^ · /, ""));
    this.keepingPlace(() => shown.replaceWith(bubble));
  }

  place(bubble) {
    const id = Number(bubble.dataset.id);
    const next = [...this.log.querySelectorAll("[data-id], [data-client], [data-bottom]")].find(
      (other) => !other.dataset.id || Number(other.dataset.id) > id,
    );
    this.keepingPlace(() => next.before(bubble));
  }

  /** Shows a message of ours that is under way. */
  expect(said) {
    const bubble = this.drawing.bubble({
      ...said,
      id: undefined,
      named: undefined,
      reply_to: said.reply_to && { id: said.reply_to },
      author_id: this.me,
      agent: this.root.dataset.agent,
      at: new Date().toISOString(),
    });
    bubble.dataset.client = said.client_id;
    this.state(bubble, "sending");
    this.keepingPlace(() => this.log.querySelector("[data-bottom]").before(bubble));
    this.toEnd();
  }

  pending(client) {
    return this.log.querySelector(`[data-client="${CSS.escape(client)}"]`);
  }

  confirm(client, { id, at }) {
    const bubble = this.pending(client);
    if (!bubble) return;
    delete bubble.dataset.client;
    bubble.dataset.id = id;
    this.drawing.time(bubble, at);
    this.drawing.choices(bubble, id, true);
    this.state(bubble, "sent");
    this.place(bubble);
  }

  fail(client, why, held = false) {
    const bubble = this.pending(client);
    if (!bubble) return;
    this.state(bubble, "failed", why);
    this.offer(bubble, "retry", held ? "anyway" : "retry");
    if (held) this.offer(bubble, "change", "change");
  }

  offer(bubble, act, word) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "retry";
    button.dataset[act] = "";
    button.textContent = this.word(word);
    bubble.querySelector("[data-state]").parentElement.append(" ", button);
  }

  restart(client) {
    this.state(this.pending(client), "sending");
  }

  seen({ resident_id, last_read_id }) {
    if (!this.readers.has(resident_id)) return;
    this.readers.set(resident_id, Math.max(this.readers.get(resident_id), last_read_id));
    const byAll = Math.min(...this.readers.values());
    for (const bubble of this.log.querySelectorAll(".mine[data-id]")) {
      if (Number(bubble.dataset.id) <= byAll) this.state(bubble, "read");
    }
  }

  state(bubble, name, why) {
    for (const button of bubble.querySelectorAll("[data-retry], [data-change]")) button.remove();
    bubble.classList.toggle("failed", name === "failed");
    let place = bubble.querySelector("[data-state]");
    if (!place) {
      place = document.createElement("span");
      place.dataset.state = "";
      bubble.querySelector("small:not(.signed)").append(place);
    }
    place.textContent = name ? ` · ${why ?? this.word(name)}` : "";
  }

  /** A moment changes more than a line: what it is about and what one may do now come afresh. */
  refresh() {
    clearTimeout(this.refreshing);
    const pause = this.root.dataset.many ? Math.random() * REFRESH_OF_MANY : 0;
    this.refreshing = setTimeout(async () => {
      const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const waiting = [...this.log.querySelectorAll("[data-client]")];
      this.keepingPlace(() => {
        this.log.replaceChildren(...page.querySelector("[data-log]").childNodes);
        this.log.querySelector("[data-bottom]").before(...waiting);
        const fresh = page.querySelectorAll("[data-beside]");
        for (const [place, old] of document.querySelectorAll("[data-beside]").entries()) old.replaceWith(fresh[place]);
      });
      const { last, change } = page.querySelector("[data-behaviour=chat]").dataset;
      this.last = Math.max(this.last, Number(last));
      this.change = Math.max(this.change, Number(change));
    }, REFRESH_PAUSE + pause);
  }
}

// What is seen of a conversation: bubbles in the order of their ids, those still under way last.
const NEAR = 200; // how close to the end counts as reading the end
const REFRESH_PAUSE = 150;

export class Talk {
  constructor(root) {
    this.root = root;
    this.log = root.querySelector("[data-log]");
    this.model = root.querySelector("template[data-bubble]").content.firstElementChild;
    this.me = Number(root.dataset.me);
    this.last = Number(root.dataset.last);
    this.clock = new Intl.DateTimeFormat(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
      timeZone: root.dataset.zone,
    });
    this.people = new Map();
    for (const item of root.querySelectorAll("[data-name]")) {
      this.people.set(Number(item.dataset.name), { name: item.textContent, read: Number(item.dataset.read) });
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
    if (message.kind === "moment" || forMe) {
      this.refresh();
      return;
    }
    if (message.client_id && this.pending(message.client_id)) this.confirm(message.client_id, message);
    if (this.log.querySelector(`[data-id="${message.id}"]`)) return;
    const bubble = this.bubble(message);
    bubble.dataset.id = message.id;
    this.state(bubble, message.author_id === this.me ? "sent" : null);
    this.place(bubble);
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
    const bubble = this.bubble({
      ...said,
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
    this.time(bubble, at);
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
    const person = this.people.get(resident_id);
    if (person) person.read = Math.max(person.read, last_read_id);
    const others = [...this.people].filter(([id]) => id !== this.me).map(([, { read }]) => read);
    const byAll = Math.min(...others);
    for (const bubble of this.log.querySelectorAll(".mine[data-id]")) {
      if (Number(bubble.dataset.id) <= byAll) this.state(bubble, "read");
    }
  }

  bubble({ author_id, text, at, agent, hidden }) {
    const bubble = this.model.cloneNode(true);
    const mine = author_id === this.me;
    bubble.classList.toggle("mine", mine);
    const author = bubble.querySelector(".author");
    if (mine || this.people.size < 3) author.remove();
    else author.textContent = this.people.get(author_id)?.name ?? "";
    bubble.querySelector("p").textContent = hidden ? this.word("hidden") : text;
    this.sign(bubble, agent, this.people.get(author_id)?.name ?? "", mine && !this.root.dataset.agent);
    this.time(bubble, at);
    return bubble;
  }

  /** Says who wrote it in the place of whom, or nothing; to whom it was written for, "pour vous". */
  sign(bubble, agent, name, own) {
    const line = bubble.querySelector(".signed");
    if (!agent) return line.remove();
    line.hidden = false;
    line.querySelector(own ? "span:not([data-own])" : "[data-own]").remove();
    const words = line.querySelector("span");
    words.textContent = words.textContent.replace("{agent}", () => agent).replace("{name}", () => name);
  }

  time(bubble, at) {
    const time = bubble.querySelector("time");
    time.dateTime = at;
    time.textContent = this.hour(new Date(at));
  }

  /** The hour as every page writes it: 16 h 45. */
  hour(moment) {
    if (document.documentElement.lang !== "fr") return this.clock.format(moment);
    const { hour, minute } = Object.fromEntries(
      this.clock.formatToParts(moment).map(({ type, value }) => [type, value]),
    );
    return `${Number(hour)}\u00a0h${minute === "00" ? "" : `\u00a0${minute}`}`;
  }

  state(bubble, name, why) {
    for (const button of bubble.querySelectorAll("[data-retry], [data-change]")) button.remove();
    bubble.classList.toggle("failed", name === "failed");
    let place = bubble.querySelector("[data-state]");
    if (!place) {
      place = document.createElement("span");
      place.dataset.state = "";
      bubble.querySelector("small").append(place);
    }
    place.textContent = name ? ` · ${why ?? this.word(name)}` : "";
  }

  /** A moment changes more than a line: what it is about and what one may do now come afresh. */
  refresh() {
    clearTimeout(this.refreshing);
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
      this.last = Math.max(this.last, Number(page.querySelector("[data-behaviour=chat]").dataset.last));
    }, REFRESH_PAUSE);
  }
}

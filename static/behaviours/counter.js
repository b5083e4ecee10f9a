// The total of a town, which follows gifts: by a live line when there is one, else by asking now and
// then. When neither answers, the last figures stay, and how old they are is said.
const ASK = 30_000; // milliseconds between two questions
const TELL = 10_000; // between two looks at how old the figures are
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

export function attach(root) {
  const counter = new Counter(root);
  counter.ask();
  setInterval(() => counter.ask(), ASK);
  setInterval(() => counter.sayAge(), TELL);
  addEventListener("online", () => counter.ask());
  addEventListener("offline", () => counter.lose());
  document.addEventListener("visibilitychange", () => counter.ask());
  counter.listen();
}

class Counter {
  constructor(root) {
    this.root = root;
    this.heard = Date.now();
    this.lost = false;
    const language = root.dataset.spoken;
    this.euros = new Intl.NumberFormat(language, { style: "currency", currency: "EUR", maximumFractionDigits: 0 });
    this.days = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" });
    this.ages = new Intl.RelativeTimeFormat(language, { style: "short" });
  }

  async listen() {
    const { io } = await import("socket.io-client");
    const town = Number(this.root.dataset.town);
    const line = io("/chiffres", {
      transports: ["websocket"],
      query: { ecoute: "1" },
      auth: { town },
      reconnectionDelayMax: 30_000,
    });
    line.on("total", (said) => this.show(said));
    line.on("connect", () => this.ask());
    line.on("disconnect", () => this.ask());
  }

  async ask() {
    if (document.visibilityState === "hidden") return;
    try {
      const answer = await fetch(this.root.dataset.total, { headers: { accept: "application/json" } });
      if (answer.ok) this.show(await answer.json());
      else this.lose();
    } catch {
      this.lose();
    }
  }

  show({ cents, people, aim, reached }) {
    this.heard = Date.now();
    this.lost = false;
    this.find("[data-cut]").hidden = true;
    const few = cents === null;
    for (const part of this.root.querySelectorAll("[data-told]")) part.hidden = few;
    this.find("[data-few]").hidden = !few;
    if (few) return;
    this.write("[data-cents]", this.euros.format(cents / 100));
    this.write("[data-people]", String(people));
    this.write("[data-aim]", this.euros.format(aim / 100));
    const bar = this.find("[data-bar]");
    bar.max = aim;
    bar.value = cents;
    this.list(reached);
  }

  list(reached) {
    const items = reached.map(([cents, day]) => {
      const [item, what, when] = ["li", "strong", "span"].map((name) => document.createElement(name));
      what.textContent = this.euros.format(cents / 100);
      when.textContent = this.days.format(new Date(day));
      item.append(what, " ", when);
      return item;
    });
    this.find("[data-reached]")?.replaceChildren(...items);
  }

  lose() {
    this.lost = true;
    this.sayAge();
  }

  sayAge() {
    if (!this.lost) return;
    const seconds = Math.round((Date.now() - this.heard) / 1000);
    const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? ["second", 1];
    this.write("[data-age]", this.ages.format(-Math.floor(seconds / size), unit));
    this.find("[data-cut]").hidden = false;
  }

  find(what) {
    return this.root.querySelector(what);
  }

  // What is the same is not written again: a screen reader would read it again.
  write(where, said) {
    const place = this.find(where);
    if (place && place.textContent !== said) place.textContent = said;
  }
}

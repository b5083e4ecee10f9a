// Who is in a conversation: those whom the page names, and those whose names are asked for once they
// speak. Many browsers hear somebody new at the same moment: each asks a little later, for all at once.
const LATEST = 1500;
const MOST_ASKED = 200;

export class People {
  constructor(root, ask) {
    this.ask = ask;
    this.names = new Map();
    this.wanted = new Set();
    this.waiting = [];
    for (const item of root.querySelectorAll("[data-name]"))
      this.names.set(Number(item.dataset.name), item.textContent);
  }

  /** Gives the name of somebody to `tell`: at once, or once it is known. */
  name(id, tell) {
    if (this.names.has(id)) return tell(this.names.get(id));
    this.wanted.add(id);
    this.waiting.push([id, tell]);
    this.timer ??= setTimeout(() => this.learn(), Math.random() * LATEST);
  }

  async learn() {
    const wanted = [...this.wanted].slice(0, MOST_ASKED);
    this.timer = undefined;
    const answer = await this.ask({ wanted });
    if (!answer?.ok) return; // asked again with the next line of somebody unknown
    for (const { id, name } of answer.people) this.names.set(id, name);
    for (const id of wanted) this.wanted.delete(id);
    const still = this.waiting.filter(([id]) => this.wanted.has(id));
    for (const [id, tell] of this.waiting) if (this.names.has(id)) tell(this.names.get(id));
    this.waiting = still;
  }

  /** Returns all who take part, asked for once. */
  async all() {
    if (this.everybody) return this.everybody;
    const answer = await this.ask({});
    if (answer?.ok) this.everybody = answer.people.filter(({ cite }) => cite);
    return this.everybody ?? [];
  }
}

// Naming somebody in a line: after "@", a list of who takes part, to be gone through with the arrows.
const AFTER_AT = /(^|\s)@([^@\n]{0,40})$/;
const MOST_SHOWN = 6;

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export class Naming {
  constructor(form, people) {
    this.box = form.elements.text;
    this.field = form.elements.named;
    this.people = people;
    this.list = form.querySelector("[data-people]");
    this.chosen = new Map();
    this.active = -1;
    this.list.id ||= "people-to-name";
    this.box.setAttribute("aria-controls", this.list.id);
    this.box.setAttribute("aria-autocomplete", "list");
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("keydown", (event) => this.pressed(event));
    this.box.addEventListener("blur", () => this.close());
    // Before the box loses the focus.
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const rank = [...this.list.children].indexOf(event.target.closest("li"));
      if (rank >= 0) this.choose(rank);
    });
  }

  /** Returns whom `text` names, and forgets them. */
  take(text) {
    const begun = this.field.value.split(",").filter(Boolean).map(Number);
    const named = [...this.chosen].filter(([, cite]) => text.includes(`@${cite}`)).map(([id]) => id);
    this.chosen.clear();
    this.field.value = "";
    return [...new Set([...begun, ...named])];
  }

  async typed() {
    const sought = this.sought();
    if (sought === null) return this.close();
    const everybody = await this.people.all();
    if (sought !== this.sought()) return;
    const found = everybody.filter(({ name }) => plain(name).includes(plain(sought)));
    this.show(found.slice(0, MOST_SHOWN));
  }

  sought() {
    return AFTER_AT.exec(this.box.value.slice(0, this.box.selectionStart))?.[2] ?? null;
  }

  show(found) {
    this.found = found;
    this.list.replaceChildren(...found.map(({ name }, rank) => this.option(name, rank)));
    this.list.hidden = found.length === 0;
    this.point(found.length ? 0 : -1);
  }

  option(name, rank) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${rank}`;
    item.setAttribute("role", "option");
    item.textContent = name;
    return item;
  }

  point(rank) {
    this.active = rank;
    for (const [at, item] of [...this.list.children].entries()) item.setAttribute("aria-selected", String(at === rank));
    if (rank < 0) this.box.removeAttribute("aria-activedescendant");
    else this.box.setAttribute("aria-activedescendant", `${this.list.id}-${rank}`);
  }

  pressed(event) {
    if (this.list.hidden || event.isComposing) return;
    const count = this.list.children.length;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) this.point((this.active + move + count) % count);
    else if (event.key === "Enter" || event.key === "Tab") this.choose(this.active);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation(); // Enter sends nothing here
  }

  choose(rank) {
    const { id, cite } = this.found[rank];
    const at = this.box.selectionStart;
    const before = this.box.value.slice(0, at).replace(AFTER_AT, (_all, space) => `${space}@${cite} `);
    this.box.value = before + this.box.value.slice(at);
    this.box.setSelectionRange(before.length, before.length);
    this.chosen.set(id, cite);
    this.close();
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.point(-1);
  }
}

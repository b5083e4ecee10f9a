// Addresses proposed while one types: a combobox with a list (ARIA authoring practices). Without
// this file, or when the network is slow, the form itself searches.
const PAUSE = 160;
const SHORTEST = 3;

export function attach(input) {
  return new Suggestions(input);
}

class Suggestions {
  constructor(input) {
    this.input = input;
    this.key = input.form.elements.namedItem("key") ?? hidden(input.form);
    this.list = listbox(input);
    this.said = status();
    this.options = [];
    this.active = -1;
    input.after(this.list, this.said);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.autocomplete = "off";
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("blur", () => this.close());
  }

  typed() {
    this.key.value = "";
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.input.value.trim().length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const url = new URL(this.input.dataset.url, location.href);
    url.searchParams.set("q", this.input.value.trim());
    try {
      const answer = await fetch(url, { signal: this.asking.signal, headers: { accept: "application/json" } });
      if (answer.ok && document.activeElement === this.input) this.show(await answer.json());
    } catch {
      this.close();
    }
  }

  show(places) {
    this.options = places;
    this.list.replaceChildren(...places.map((place, rank) => this.option(place, rank)));
    this.active = -1;
    this.list.hidden = places.length === 0;
    this.leaveTheButton();
    this.input.setAttribute("aria-expanded", String(places.length > 0));
    const { none, one, many } = this.input.dataset;
    this.said.textContent = places.length === 0 ? none : places.length === 1 ? one : `${places.length} ${many}`;
  }

  // Nothing opens under a finger on its way to the button: the list then opens below it.
  leaveTheButton() {
    this.list.style.insetBlockStart = "";
    const after = Node.DOCUMENT_POSITION_FOLLOWING;
    const button = [...this.input.form.querySelectorAll("button:not([type=button])")].find(
      (each) => this.input.compareDocumentPosition(each) & after,
    );
    if (!button) return;
    const [{ top, bottom }, list] = [button.getBoundingClientRect(), this.list.getBoundingClientRect()];
    if (top >= list.bottom || bottom <= list.top) return;
    const { top: origin } = this.list.offsetParent.getBoundingClientRect();
    this.list.style.insetBlockStart = `${bottom - origin + 8}px`;
  }

  option(place, rank) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${rank}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.textContent = place.label;
    // Keeps the focus in the field, so that leaving it can close the list.
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => this.choose(place));
    return item;
  }

  pressed(event) {
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const from = this.active < 0 && step < 0 ? 0 : this.active;
      this.point((from + step + this.options.length) % this.options.length);
    } else if (event.key === "Enter" && this.active >= 0) {
      this.choose(this.options[this.active]);
    } else if (event.key === "Escape") {
      this.close();
    } else {
      return;
    }
    event.preventDefault();
  }

  point(position) {
    this.active = position;
    for (const [rank, item] of [...this.list.children].entries()) {
      item.setAttribute("aria-selected", String(rank === position));
      if (rank === position) item.scrollIntoView({ block: "nearest" });
    }
    if (position < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", this.list.children[position].id);
  }

  choose(place) {
    const around = place.around ? `, ${place.around}` : "";
    this.input.value = `${place.label}${around}`;
    this.key.value = place.key ?? "";
    this.close();
    if (place.key) return;
    // Only a street: its number comes first, the one typed before it was chosen or one to come.
    this.input.value = `${place.asked} ${place.label}${around}`;
    this.input.setSelectionRange(place.asked.length, place.asked.length);
    if (!place.asked) this.said.textContent = this.input.dataset.number;
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.point(-1);
  }
}

function listbox(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.label);
  list.hidden = true;
  return list;
}

function status() {
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  return said;
}

function hidden(form) {
  const key = document.createElement("input");
  key.type = "hidden";
  key.name = "key";
  form.append(key);
  return key;
}

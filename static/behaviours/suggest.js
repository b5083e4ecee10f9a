// Addresses proposed while one types: a combobox with a list (ARIA authoring practices). Without
// this file, or when the network is slow, the form itself searches.
const PAUSE = 160;
const SHORTEST = 3;

export function attach(input) {
  const list = document.createElement("ul");
  const said = document.createElement("p");
  const key = input.form.elements.namedItem("key") ?? hidden(input.form);
  let options = [];
  let active = -1;
  let timer;
  let asking;

  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.label);
  list.hidden = true;
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  input.after(list, said);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.autocomplete = "off";

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    point(-1);
  }

  function point(position) {
    active = position;
    for (const [rank, item] of [...list.children].entries()) {
      item.setAttribute("aria-selected", String(rank === position));
      if (rank === position) item.scrollIntoView({ block: "nearest" });
    }
    if (position < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[position].id);
  }

  function choose(place) {
    input.value = place.label;
    key.value = place.key ?? "";
    close();
    if (place.key) return;
    // Only a street: the number is still to come, and comes first.
    input.value = ` ${place.label}`;
    input.setSelectionRange(0, 0);
    said.textContent = input.dataset.number;
  }

  function show(places) {
    options = places;
    list.replaceChildren(...places.map((place, rank) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${rank}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = place.label;
      // Keeps the focus in the field, so that leaving it can close the list.
      item.addEventListener("pointerdown", (event) => event.preventDefault());
      item.addEventListener("click", () => choose(place));
      return item;
    }));
    active = -1;
    list.hidden = places.length === 0;
    input.setAttribute("aria-expanded", String(places.length > 0));
    const { none, one, many } = input.dataset;
    said.textContent = places.length === 0 ? none : places.length === 1 ? one : `${places.length} ${many}`;
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const url = new URL(input.dataset.url, location.href);
    url.searchParams.set("q", input.value.trim());
    try {
      const answer = await fetch(url, { signal: asking.signal, headers: { accept: "application/json" } });
      if (answer.ok && document.activeElement === input) show(await answer.json());
    } catch {
      close();
    }
  }

  input.addEventListener("input", () => {
    key.value = "";
    clearTimeout(timer);
    asking?.abort();
    if (input.value.trim().length < SHORTEST) close();
    else timer = setTimeout(ask, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (open && step) {
      event.preventDefault();
      const from = active < 0 && step < 0 ? 0 : active;
      point((from + step + options.length) % options.length);
    } else if (open && event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(options[active]);
    } else if (open && event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });

  input.addEventListener("blur", close);
}

function hidden(form) {
  const key = document.createElement("input");
  key.type = "hidden";
  key.name = "key";
  form.append(key);
  return key;
}

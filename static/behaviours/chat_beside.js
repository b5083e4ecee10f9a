// What the typing box is about to do, if not merely to say something: answer a line, or change one.
export class Beside {
  constructor(form, root, drawing) {
    Object.assign(this, { form, drawing, box: form.elements.text, field: form.elements.reply_to });
    this.banner = form.querySelector("[data-answering]");
    this.word = (name) => root.querySelector(`[data-word="${name}"]`).textContent;
    root.addEventListener("click", (event) => this.clicked(event));
    // A browser puts back what stood in the box: the words of a change would be those of a new line.
    addEventListener("pagehide", () => this.drop());
  }

  clicked(event) {
    if (!("live" in this.form.dataset)) return; // the plain pages do it
    const link = event.target.closest("[data-answer], [data-edit], [data-drop]");
    if (!link) return;
    event.preventDefault();
    const bubble = link.closest("[data-id]");
    if ("drop" in link.dataset) this.forget();
    else if ("edit" in link.dataset) this.change(bubble);
    else this.answer(bubble);
    link.closest("details")?.removeAttribute("open");
    this.box.focus();
  }

  answer(bubble) {
    this.drop();
    this.field.value = bubble.dataset.id;
    this.say("answering", this.drawing.wordsOf(bubble));
  }

  change(bubble) {
    this.drop();
    const { id } = bubble.dataset;
    this.editing = { id: Number(id), anyway: false, before: this.box.value };
    this.box.value = this.drawing.wordsOf(bubble).trim();
    this.isAbout(`${location.pathname}/lignes/${id}/modifier`);
    this.write(this.box.value);
    this.say("editing", this.drawing.wordsOf(bubble));
  }

  say(word, words) {
    this.banner.hidden = false;
    this.banner.querySelector("[data-answering-words]").textContent = this.word(word);
    this.banner.querySelector("[data-answering-to]").textContent = words;
  }

  /** Returns the line that is answered, if any, and is about nothing any more. */
  take() {
    const answered = Number(this.field.value) || undefined;
    this.drop();
    return answered;
  }

  drop() {
    const { editing } = this;
    this.editing = undefined;
    if (editing) {
      this.isAbout("");
      this.write(editing.before);
    }
    this.field.value = "";
    this.banner.hidden = true;
  }

  /** Gives a change up: its words are kept no longer. */
  forget() {
    if (this.editing) this.write("");
    this.drop();
  }

  /** What is typed from now on is kept as the words of that page; of none, as those of a new line. */
  isAbout(page) {
    this.form.dataset.about = page;
    this.form.dispatchEvent(new Event("about"));
  }

  write(text) {
    this.box.value = text;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

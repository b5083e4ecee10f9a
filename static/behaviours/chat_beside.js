// What the typing box is about to do, if not merely to say something: answer a line, or change one.
export class Beside {
  constructor(form, root, drawing) {
    Object.assign(this, { form, drawing, box: form.elements.text, field: form.elements.reply_to });
    this.banner = form.querySelector("[data-answering]");
    this.word = (name) => root.querySelector(`[data-word="${name}"]`).textContent;
    root.addEventListener("click", (event) => this.clicked(event));
  }

  clicked(event) {
    if (!("live" in this.form.dataset)) return; // the plain pages do it
    const link = event.target.closest("[data-answer], [data-edit], [data-drop]");
    if (!link) return;
    event.preventDefault();
    const bubble = link.closest("[data-id]");
    if ("drop" in link.dataset) this.drop();
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
    this.editing = { id: Number(bubble.dataset.id), anyway: false };
    this.write(this.drawing.wordsOf(bubble).trim());
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
    if (this.editing) this.write("");
    this.editing = undefined;
    this.field.value = "";
    this.banner.hidden = true;
  }

  write(text) {
    this.box.value = text;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// One amount at a time: choosing one empties what was typed, typing takes the choice back.
export function attach(choices) {
  const typed = choices.form?.elements.amount;
  if (!typed) return;
  choices.addEventListener("change", () => {
    typed.value = "";
  });
  typed.addEventListener("input", () => {
    if (!typed.value) return;
    for (const chosen of choices.querySelectorAll(":checked")) chosen.checked = false;
  });
}

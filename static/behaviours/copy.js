// A button beside a figure that one has to type elsewhere: it puts the figure on the clipboard.
export function attach(place) {
  if (!navigator.clipboard) return;
  const { word, done } = place.dataset;
  const said = place.textContent.trim();
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button plain";
  button.textContent = word;
  button.setAttribute("aria-label", `${word} : ${said}`);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(said);
    button.textContent = done;
  });
  place.append(" ", button);
}

// Keeps what was typed when the page is left without pressing a button: a call, a dead battery.
export function attach(form) {
  let leaving = false;
  let typed = false;
  form.addEventListener("input", () => {
    typed = true;
  });
  form.addEventListener("submit", () => {
    leaving = true;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || leaving || !typed) return;
    const answers = new FormData(form);
    answers.delete("photo");
    answers.set("go", "keep");
    navigator.sendBeacon(form.action, answers);
    typed = false;
  });
}

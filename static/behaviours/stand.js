// A screen at a public event: it fills the screen when asked, and does not fall asleep.
export function attach(page) {
  const button = page.querySelector("[data-full]");
  if (document.fullscreenEnabled) {
    button.hidden = false;
    button.addEventListener("click", () => document.documentElement.requestFullscreen().catch(() => {}));
    document.addEventListener("fullscreenchange", () => {
      button.hidden = Boolean(document.fullscreenElement);
    });
  }
  stayAwake();
  // The lock ends whenever the page is hidden.
  document.addEventListener("visibilitychange", stayAwake);
}

async function stayAwake() {
  if (document.visibilityState !== "visible") return;
  await navigator.wakeLock?.request("screen").catch(() => {});
}

// Sharing by the phone itself, and copying: buttons that show only where they work.
export function attach(root) {
  const { address, title } = root.dataset;
  const text = root.querySelector("[data-text]");
  const [share, copy, copied] = ["share", "copy", "copied"].map((name) => root.querySelector(`[data-${name}]`));
  if (share && navigator.share) {
    share.hidden = false;
    share.addEventListener("click", () => navigator.share({ title, url: address }).catch(() => {}));
  }
  if (!navigator.clipboard) return;
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text ? text.textContent : address);
    copied.hidden = false;
  });
}

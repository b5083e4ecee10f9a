// What went wrong is read first: move the focus to it. Beside a scanner it is read aloud, and the
// next scan goes on into its field.
export function attach(element) {
  const scanner = element.closest(".scanner")?.querySelector("[autofocus]");
  (scanner ?? element).focus();
}

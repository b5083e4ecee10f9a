// What went wrong is read first: move the focus to it.
export function attach(element) {
  element.focus();
}

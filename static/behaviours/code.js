// The square of the letter opens this page with the code after the #, which no server ever sees:
// write it in the field, and take it out of the address so that it stays in no history.
export function attach(input) {
  const code = location.hash.slice(1);
  if (!/^[0-9A-Za-z-]{10,12}$/.test(code)) return;
  input.value = code;
  history.replaceState(history.state, "", location.pathname + location.search);
}

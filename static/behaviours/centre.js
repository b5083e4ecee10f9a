// Brings one's own quartier to the middle of a map that is larger than its frame.
export function attach(element) {
  const here = element.querySelector(".map-here")?.getBoundingClientRect();
  if (!here) return;
  const frame = element.getBoundingClientRect();
  element.scrollBy(
    here.x + here.width / 2 - frame.x - frame.width / 2,
    here.y + here.height / 2 - frame.y - frame.height / 2,
  );
}

// The contrast of every text that is shown, from computed colours; a canvas turns any notation into red, green and blue.
() => {
  const ink = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const parsed = (colour) => {
    if (!known.has(colour)) {
      ink.clearRect(0, 0, 1, 1);
      ink.fillStyle = colour;
      ink.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = ink.getImageData(0, 0, 1, 1).data;
      known.set(colour, [red, green, blue, alpha / 255]);
    }
    return known.get(colour);
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((part, at) => part * a + below[at] * (1 - a));
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(parsed(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), parsed("Canvas").slice(0, 3));
  };
  const opacity = (element) => {
    let all = 1;
    for (let at = element; at; at = at.parentElement) all *= Number(getComputedStyle(at).opacity);
    return all;
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (element, colour) => {
    const below = ground(element);
    const [r, g, b, a] = parsed(colour);
    const [one, other] = [light(over([r, g, b, a * opacity(element)], below)), light(below)].sort((x, y) => y - x);
    return (one + 0.05) / (other + 0.05);
  };
  const isShown = (element, box) =>
    box.width > 1 && box.height > 1 && element.checkVisibility({ checkVisibilityCSS: true }) && !element.closest(":disabled, [aria-disabled=true]");
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const element = walker.currentNode.parentElement;
    if (!text || element.closest("script, style, template, svg, option")) continue;
    range.selectNodeContents(walker.currentNode);
    const own = element.getBoundingClientRect();
    if (isShown(element, own) && range.getClientRects().length) found.push([contrast(element, getComputedStyle(element).color), text.slice(0, 60)]);
  }
  for (const field of document.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=radio]), textarea, select")) {
    if (!isShown(field, field.getBoundingClientRect())) continue;
    const said = field.value || field.placeholder;
    const part = field.value ? null : "::placeholder";
    if (said) found.push([contrast(field, getComputedStyle(field, part).color), said.slice(0, 60)]);
  }
  return found.sort((one, other) => one[0] - other[0]);
}

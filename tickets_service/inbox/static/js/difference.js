// Two texts, word by word: what stays, what goes, what comes.

const MOST_CELLS = 4_000_000; // beyond, what lies between the common ends is one change

const wordsOf = (text) => text.match(/\s+|[^\s]+/g) ?? [];

/** `[kind, text]` in reading order; kind is "same", "gone" or "new". */
export function difference(before, after) {
  const [one, other] = [wordsOf(before), wordsOf(after)];
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < one.length - head && tail < other.length - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  const middle = compared(one.slice(head, one.length - tail), other.slice(head, other.length - tail));
  return joined([["same", one.slice(0, head)], ...middle, ["same", one.slice(one.length - tail)]]);
}

/** The longest words in common, by the table of how many there are from each place on. */
function compared(one, other) {
  if (one.length * other.length > MOST_CELLS) return [["gone", one], ["new", other]];
  const wide = other.length + 1;
  const common = new Uint16Array((one.length + 1) * wide);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      common[i * wide + j] = one[i] === other[j] ? common[(i + 1) * wide + j + 1] + 1 : Math.max(common[(i + 1) * wide + j], common[i * wide + j + 1]);
    }
  }
  const found = [];
  let [i, j] = [0, 0];
  while (i < one.length && j < other.length) {
    if (one[i] === other[j]) {
      found.push(["same", [one[i]]]);
      [i, j] = [i + 1, j + 1];
    } else if (common[(i + 1) * wide + j] >= common[i * wide + j + 1]) found.push(["gone", [one[i++]]]);
    else found.push(["new", [other[j++]]]);
  }
  return [...found, ["gone", one.slice(i)], ["new", other.slice(j)]];
}

/** Neighbours of a kind are one piece; a blank that stays between two changes belongs to both. */
function joined(pieces) {
  const found = [];
  let [gone, come, blank] = ["", "", ""];
  const flush = () => {
    if (gone) found.push(["gone", gone]);
    if (come) found.push(["new", come]);
    [gone, come] = ["", ""];
  };
  const keep = (text) => {
    if (text && found.at(-1)?.[0] === "same") found.at(-1)[1] += text;
    else if (text) found.push(["same", text]);
  };
  for (const [kind, texts] of pieces) {
    const text = texts.join("");
    if (!text) continue;
    if (kind === "same" && /^ +$/.test(text) && (gone || come)) {
      blank += text;
      continue;
    }
    if (kind === "same") {
      flush();
      keep(blank + text);
      blank = "";
    } else {
      [gone, come, blank] = [gone + (gone || come ? blank : ""), come + (gone || come ? blank : ""), ""];
      if (kind === "gone") gone += text;
      else come += text;
    }
  }
  flush();
  keep(blank);
  return found;
}

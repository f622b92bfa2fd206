// A text changed by the model as the agent asks. The difference is shown below the field; it goes into the field only
// when the agent says so, and never over what was typed meanwhile or into another ticket.

import { difference } from "./difference.js";
import { announce, element, hint, icon, json, pane, say, words } from "./dom.js";
import { edit, showTab } from "./reply.js";
import { onOpen } from "./tickets.js";
import { toast } from "./undo.js";

const NAMES = { formal: "more_formal", instruct: "instruction" }; // where ours is not the address's
let now = null; // what is under way, or shown
let undoable = null; // the toast of what was kept

onOpen(() => {
  end();
  undoable?.remove();
});

const form = () => document.getElementById("reply");
const box = () => document.getElementById("refined");
const count = (text) => [...text].length; // as the service counts: characters, not units

/** To where something has to be chosen or written first. */
export function ask(way) {
  const input = document.getElementById(`refine-${way}`);
  if (!input) return;
  showTab("message", { focus: false });
  input.closest("details").open = true;
  input.focus();
}

export async function run(way) {
  if (!box()) return;
  const asked = wish(way);
  if (!asked) return ask(way);
  showTab("message", { focus: false });
  document.querySelector('#reply [data-menu="refine"]').open = false;
  const field = form().elements.text;
  end();
  const turn = (now = { way, field, before: field.value, ...place(field, way), stop: new AbortController() });
  if (!turn.before.trim()) return failed(turn, words.noText);
  if (way === "fit" && !form().querySelector(".count-of.over")) return failed(turn, words.fitsAlready);
  draw(turn, { sign: "loader-circle", told: turn.isPart ? words.refiningPart : words.refining, buttons: [cancel(words.cancel)], isOpen: true });
  box().setAttribute("aria-busy", "true");
  box().focus({ preventScroll: true });
  announce(`${words[way]}: ${words.refining}`);
  try {
    const { signal } = turn.stop;
    turn.answer = await json("POST", `/api/tickets/${pane().dataset.ticket}/refinements`, { text: turn.before, ...asked, ...turn.part }, { signal });
  } catch (refusal) {
    if (turn === now) failed(turn, refusal.status ? refusal.message : words.offline, [button(words.again, "rotate-ccw", () => run(way), "btn line")]);
    return;
  }
  if (turn !== now || !field.isConnected) return;
  field.addEventListener("input", () => beside(turn), { once: true, signal: turn.stop.signal });
  if (field.value === turn.before) compare(turn);
  else beside(turn);
}

/** What the service is asked for beside the text; null while it has to be said first. */
function wish(way) {
  const said = document.getElementById(`refine-${way}`)?.value.trim();
  if (way === "translate") return { way, language: said };
  if (way === "instruct") return said ? { way: NAMES[way], instruction: said } : null;
  return { way: NAMES[way] ?? way };
}

/** The selection, or everything. A channel takes the whole text. */
function place(field, way) {
  const [start, stop] = [field.selectionStart, field.selectionEnd];
  const isPart = way !== "fit" && !form().classList.contains("card-mode") && field.value.slice(start, stop).trim() !== "" && stop - start < field.value.length;
  if (!isPart) return { isPart, start: 0, end: field.value.length, part: {} };
  const first = count(field.value.slice(0, start));
  return { isPart, start, end: stop, part: { start: first, end: first + count(field.value.slice(start, stop)) } };
}

function compare(turn) {
  const { answer, before, way } = turn;
  if (answer.text === before) return failed(turn, words.refinedSame);
  const pieces = difference(before, answer.text).map(([kind, text]) => {
    if (kind === "same") return text;
    const [tag, word] = kind === "gone" ? ["del", words.removed] : ["ins", words.added];
    return element(tag, {}, element("span", { className: "sr", textContent: ` ${word} ` }), text);
  });
  const keeping = button(answer.is_cut ? words.keepCut : words.keepShort, "check", keep, "btn line");
  draw(turn, { sign: answer.is_cut ? "triangle-alert" : "sparkles", told: answer.is_cut ? words.cutOffered : turn.isPart ? words.refinedPart : "", buttons: [keeping, cancel(words.discardShort)], texts: pieces, isOpen: true });
  announce(`${words[way]}: ${words.refinedReady}`);
}

/** The text is another one by now: nothing is put in its place. */
function beside(turn) {
  if (turn !== now || !turn.answer) return;
  const made = piece(turn);
  const copying = button(words.copy, "copy", () => {}, "btn line");
  copying.dataset.copy = made;
  draw(turn, { sign: "circle-alert", told: words.changedMeanwhile, buttons: [copying, cancel(words.discardShort)], texts: [made] });
  announce(words.changedMeanwhile);
}

/** Nothing came of it, and why. The text stays as it is. */
function failed(turn, sentence, ways = []) {
  draw(turn, { sign: "circle-alert", told: sentence, buttons: [...ways, cancel(words.close)] });
  announce(sentence);
}

function draw({ way, field, answer }, { sign, told, buttons, texts, isOpen = false }) {
  const hadFocus = box().contains(document.activeElement);
  const head = element("div", { className: "head" }, icon(sign), element("b", { textContent: words[way] }), element("span", { textContent: told }), element("span", { className: "grow" }), ...buttons);
  const lost = answer?.lost.length ? [element("p", { className: "lost", textContent: say("lost", answer.lost.join(" · ")) })] : [];
  const shown = texts ? [element("div", { className: "difference", tabIndex: 0, role: "group", ariaLabel: words.suggestion, lang: field.lang }, ...texts)] : [];
  box().removeAttribute("aria-busy");
  box().replaceChildren(head, ...lost, ...shown);
  box().hidden = false;
  hold(isOpen);
  if (texts) bringUp();
  box().onkeydown = leaveByEscape;
  if (hadFocus) box().querySelector("button").focus({ preventScroll: true });
}

/** On a small screen it stands below the text it is about. Nothing but the composer's middle is moved. */
function bringUp() {
  const room = box().closest(".cp-body");
  room.scrollTop += box().getBoundingClientRect().top - room.getBoundingClientRect().top;
}

/** Until it is decided nothing is sent, and what else can be done with the draft rests. */
function hold(is) {
  if ("undecided" in form().dataset === is) return;
  form().toggleAttribute("data-undecided", is);
  form().querySelector(".tools").hidden = is;
  for (const button of form().querySelectorAll(".send button")) {
    if (is) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

const cancel = (word) => button(word, "x", discard, "btn soft", "Esc");

function button(word, sign, act, className, key = "") {
  const made = element("button", { type: "button", className }, icon(sign), element("span", { textContent: word }), ...hint(key));
  made.addEventListener("click", act);
  return made;
}

function leaveByEscape(event) {
  if (event.key !== "Escape") return;
  event.preventDefault();
  discard();
}

/** What stands there instead of what was asked about. */
const piece = ({ answer, before, start, end }) => answer.text.slice(start, answer.text.length - (before.length - end));

export function keep() {
  const turn = now;
  if (!turn?.answer || box().hidden || turn.answer.text === turn.before) return;
  const { field, before, start, end: stop, way } = turn;
  if (field.value !== before) return beside(turn);
  const made = piece(turn);
  end();
  showTab("message", { focus: false });
  edit({ focus: false });
  put(field, start, stop, made);
  if (turn.isPart) field.setSelectionRange(start, start + made.length);
  const after = field.value;
  const undo = () => {
    if (!field.isConnected || field.value !== after) return;
    showTab("message", { focus: false });
    put(field, start, start + made.length, before.slice(start, stop));
    announce(words.undone);
  };
  undoable = toast(say("kept", words[way]), { seconds: 0, undo });
  field.addEventListener("input", () => undoable.remove(), { once: true });
}

/** As if it were typed: the browser can take it back, and whoever listens for edits hears of it. */
function put(field, start, stop, text) {
  field.focus();
  field.setSelectionRange(start, stop);
  if (document.activeElement === field && document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, start, stop, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function discard() {
  const hadFocus = box()?.contains(document.activeElement);
  end();
  if (hadFocus) (form().classList.contains("card-mode") ? document.getElementById("draft") : form().elements.text).focus();
}

function end() {
  now?.stop.abort();
  now = null;
  if (!box()) return;
  box().hidden = true;
  box().replaceChildren();
  hold(false);
}

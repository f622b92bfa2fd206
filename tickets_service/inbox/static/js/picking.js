// Several tickets at once: ticked in the list.

import { announce, say } from "./dom.js";
import { currentRow, focusedRow, rows } from "./tickets.js";

const form = document.getElementById("bulk");
const boxOf = (row) => row.previousElementSibling;
const boxes = () => rows().map(boxOf);
let last = null;

export const picked = () => rows().filter((row) => boxOf(row).checked);

export function wirePicking() {
  if (!form) return;
  document.getElementById("rows").addEventListener("click", clicked);
  document.getElementById("rows").addEventListener("change", () => told());
  document.getElementById("pick-all").addEventListener("change", (event) => pickAll(event.target.checked));
  form.addEventListener("reset", () => setTimeout(told));
  form.addEventListener("submit", submitted);
  told();
}

/** With Shift everything between this tick and the one before follows it. */
function clicked(event) {
  const row = event.target.closest("li")?.querySelector(".t");
  const isBox = event.target.matches(".pick");
  if (!row || (!isBox && !(event.shiftKey && picked().length))) return;
  if (!isBox) event.preventDefault();
  const is = isBox ? event.target.checked : true;
  const [all, from] = [rows(), rows().indexOf(event.shiftKey ? last : null)];
  const [first, end] = from < 0 ? [row, row] : [all[Math.min(from, all.indexOf(row))], all[Math.max(from, all.indexOf(row))]];
  for (const each of all.slice(all.indexOf(first), all.indexOf(end) + 1)) boxOf(each).checked = is;
  last = row;
  told();
}

function told() {
  const count = picked().length;
  document.getElementById("picked").textContent = say("picked", count);
  document.getElementById("pick-all").checked = count > 0 && count === rows().length;
  if (count) announce(say("picked", count));
}

export function pickAll(is = true) {
  for (const box of boxes()) box.checked = is;
  told();
}

/** Whether there was anything to let go of. */
export function letGo() {
  if (!picked().length) return false;
  pickAll(false);
  return true;
}

export function pick() {
  const row = focusedRow() ?? currentRow() ?? rows()[0];
  if (!row) return;
  boxOf(row).checked = !boxOf(row).checked;
  last = row;
  row.focus();
  told();
}

export function extend(by) {
  const all = rows();
  const at = all.indexOf(focusedRow() ?? currentRow() ?? all[0]);
  const to = all[at + by] ?? all[at];
  if (!to) return;
  boxOf(all[at]).checked = boxOf(to).checked = true;
  last = to;
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest" });
  told();
}

export function showBoxes(button) {
  const is = document.getElementById("list").classList.toggle("picking");
  button.setAttribute("aria-pressed", String(is));
  if (!is) letGo();
}

/** Presses a button of the form for what is selected; false when nothing is. */
export function press(button) {
  if (!picked().length) return false;
  form.querySelector(button).click();
  return true;
}

async function submitted(event) {
  event.preventDefault();
  if (event.submitter?.hidden === false) (await import("./bulk.js")).change(form, event.submitter);
}

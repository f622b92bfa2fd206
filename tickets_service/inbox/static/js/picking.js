// Several tickets at once: ticked in the list, changed with one form, and changed back with one key.

import { announce, fragment, json, part, say, withProgress, words } from "./dom.js";
import { isTyping } from "./keymap.js";
import { holdsTypedText } from "./reply.js";
import { changed } from "./rows.js";
import { currentId, currentRow, dropPrefetched, focusedRow, reopen, rows } from "./tickets.js";
import { refused, toast } from "./undo.js";

const AT_ONCE = 200;
const UNDO_SECONDS = 15;
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
  const { submitter } = event;
  if (!submitter || submitter.hidden) return;
  const before = picked().map((row) => ({ ...row.dataset }));
  const body = new URLSearchParams(new FormData(form, submitter));
  body.set("part", "1");
  for (const menu of form.querySelectorAll("details[open]")) menu.open = false;
  try {
    const { markup, nonce } = await withProgress(part(form.action, { method: "POST", body }));
    tell(fragment(markup, nonce).getElementById("outcome"), before, submitter.name);
  } catch (refusal) {
    refused(refusal);
  }
}

async function tell(outcome, before, field) {
  document.getElementById("outcome")?.remove();
  const isRefused = "refused" in outcome.dataset;
  if (isRefused || outcome.dataset.failed !== "0") document.getElementById("rows").before(outcome);
  if (isRefused) return;
  toast(outcome.querySelector("p").textContent, { seconds: UNDO_SECONDS, undo: () => restore(before, field) });
  pickAll(false);
  await drawAnew(before);
  if (!isTyping(document.activeElement)) (focusedRow() ?? currentRow() ?? rows()[0])?.focus({ preventScroll: true });
}

async function drawAnew(tickets) {
  const ids = tickets.map((each) => each.ticket);
  for (const id of ids) dropPrefetched(id);
  await changed(ids);
  if (ids.includes(currentId()) && !holdsTypedText()) reopen();
}

/** As each of them was. */
async function restore(before, field) {
  const name = { status: "status", assignee: "assignee_id", snooze: "snoozed_until" }[field];
  const was = (each) => ({ status: each.status, assignee: Number(each.assignee) || null, snooze: each.snoozed || null })[field];
  try {
    for (const value of new Set(before.map(was))) {
      const ids = before.filter((each) => was(each) === value).map((each) => Number(each.ticket));
      for (let start = 0; start < ids.length; start += AT_ONCE) await json("POST", "/api/tickets/bulk", { ids: ids.slice(start, start + AT_ONCE), [name]: value });
    }
    announce(words.undone);
  } catch (refusal) {
    refused(refusal);
  }
  await drawAnew(before);
}

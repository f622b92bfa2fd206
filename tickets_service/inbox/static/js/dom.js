// What every module needs: our words, trusted markup, one place that says things, requests that carry problems.

export const words = JSON.parse(document.getElementById("words").textContent);
export const say = (word, value) => words[word].replace("{}", value);

const pageNonce = document.querySelector("script[nonce]").nonce;
const rules = { createHTML: (markup) => markup, createScriptURL: ownAddress };
const policy = globalThis.trustedTypes ? trustedTypes.createPolicy("tickets", rules) : rules;

function ownAddress(address) {
  if (new URL(address).origin !== location.origin) throw new TypeError(`${address} is not ours.`);
  return address;
}

/** The address of a worker: one of our own files. */
export const workerAddress = (name) => policy.createScriptURL(new URL(name, import.meta.url).href);

/** Markup of our own server, as a fragment. Its nonce becomes this page's, so that htmx takes its attributes. */
export function fragment(markup, nonce) {
  const scrubbed = markup.replaceAll(`hx-nonce="${pageNonce}"`, "");
  const ours = nonce ? scrubbed.replaceAll(`hx-nonce="${nonce}"`, `hx-nonce="${pageNonce}"`) : scrubbed;
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(ours);
  return template.content;
}

const nonceOf = (answer) => /'nonce-([^']+)'/.exec(answer.headers.get("Content-Security-Policy") ?? "")?.[1];

export class Refusal extends Error {
  constructor(status, problem, requestId) {
    super(problem.detail);
    Object.assign(this, { status, problem, requestId });
  }
}

const isSignedOut = (answer) => answer.status === 401 || (answer.redirected && new URL(answer.url).pathname === "/login");

async function refusalOf(answer) {
  if (isSignedOut(answer)) {
    (await import("./signed-out.js")).tell();
    return new Refusal(401, { detail: words.signedOut });
  }
  const problem = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  return new Refusal(answer.status, { detail: answer.statusText, ...problem }, answer.headers.get("X-Request-ID"));
}

/** A part of a page: its markup and nonce. */
export async function part(address, options = {}) {
  const answer = await fetch(address, { ...options, headers: { Accept: "text/html", ...options.headers } });
  if (!answer.ok || isSignedOut(answer)) throw await refusalOf(answer);
  return { markup: await answer.text(), nonce: nonceOf(answer), at: Date.now() };
}

export async function json(method, address, body, options = {}) {
  const answer = await fetch(address, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    ...options,
  });
  if (!answer.ok) throw await refusalOf(answer);
  return answer.status === 204 ? null : answer.json();
}

/** Posts a form as a browser would. Where it would lead is not followed. */
export async function post(form, submitter) {
  const fields = new URLSearchParams(new FormData(form, submitter));
  const address = submitter?.getAttribute("formaction") ?? form.action;
  const answer = await fetch(address, { method: "POST", body: fields, redirect: "manual", headers: { Accept: "application/json" } });
  if (answer.type === "opaqueredirect" || answer.ok) return answer;
  throw await refusalOf(answer);
}

export const pane = () => document.getElementById("pane");

/** For screen readers; nothing moves. */
export function announce(sentence) {
  document.getElementById("status").textContent = sentence;
}

const bar = document.getElementById("progress");
/** A line at the top for what takes longer than the eye forgives. */
export async function withProgress(promise) {
  const timer = setTimeout(() => bar.classList.add("on"), 150);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    bar.classList.remove("on");
  }
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const symbol = document.createElementNS(space, "svg");
  symbol.setAttribute("class", "i");
  symbol.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  symbol.append(use);
  return symbol;
}

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** The key beside a button's words; nothing where no key works. */
export const hint = (key) => (key ? [element("kbd", { textContent: key, ariaHidden: "true" })] : []);

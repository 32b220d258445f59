// Passkeys, the one-time link of the first run, and the warning before a session ends. Everything else of these pages works without
// script. Plain JavaScript: it is small, and there is nothing to build.
// @ts-check

/** @param {string} path @param {unknown} body */
async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(`${json.title}. ${json.remedy}`);
  return json;
}

/** @param {HTMLElement} part @param {() => Promise<void>} act */
async function tried(part, act) {
  const said = part.querySelector('[data-said]');
  try {
    if (said) said.textContent = '';
    await act();
  } catch (error) {
    // The browser's own messages ("NotAllowedError") help nobody; ours are sentences.
    const isOurs = error instanceof Error && error.constructor === Error;
    if (said) said.textContent = isOurs ? error.message : (part.dataset.stopped ?? '');
  }
}

const hasPasskeys = typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

for (const part of document.querySelectorAll('[data-passkey]')) {
  if (!(part instanceof HTMLElement) || !hasPasskeys) continue;
  part.hidden = false;
  part.querySelector('button')?.addEventListener('click', () => tried(part, () => use(part)));
}

/** @param {HTMLElement} part */
async function use(part) {
  if (part.dataset.passkey === 'sign-on') {
    const { ceremony, options } = await post('/api/v1/passkeys/sign-on/begin', {});
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey);
    const credential = await navigator.credentials.get({ publicKey });
    await post('/api/v1/passkeys/sign-on/finish', { ceremony, credential });
    location.assign(part.dataset.back ?? '/');
  } else {
    const { ceremony, options } = await post('/api/v1/passkeys/begin', { ticket: part.dataset.ticket });
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey);
    const credential = await navigator.credentials.create({ publicKey });
    const label = part.querySelector('input')?.value ?? '';
    const { url } = await post('/api/v1/passkeys', { ceremony, credential, label });
    location.assign(url);
  }
}

// The one-time link carries its secret behind the #, which no server and no log ever sees.
const fields = document.querySelectorAll('[data-from-link]');
if (fields.length > 0 && location.hash.length > 1) {
  for (const field of fields) if (field instanceof HTMLInputElement) field.value = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
}

// The session: warned in time, prolonged with one press, and nothing on the page is lost.
const warning = document.querySelector('[data-session-warning]');
if (warning instanceof HTMLElement) {
  const left = warning.querySelector('[data-left]');
  const look = async () => {
    const answer = await fetch('/api/v1/session');
    if (answer.status === 401) {
      warning.dataset.state = 'ended';
      warning.hidden = false;
      return;
    }
    if (!answer.ok) return plan(60);
    const { seconds_left, warn_seconds } = await answer.json();
    const isNear = seconds_left <= warn_seconds;
    warning.dataset.state = 'near';
    warning.hidden = !isNear;
    if (left) left.textContent = String(Math.max(1, Math.ceil(seconds_left / 60)));
    plan(isNear ? Math.min(30, seconds_left + 1) : seconds_left - warn_seconds + 1);
  };
  /** @param {number} seconds */
  const plan = (seconds) => setTimeout(() => look().catch(() => plan(60)), Math.max(1, seconds) * 1000);
  warning.querySelector('button')?.addEventListener('click', async () => {
    await fetch('/api/v1/session', { method: 'POST' });
    warning.hidden = true;
  });
  look().catch(() => plan(60));
}

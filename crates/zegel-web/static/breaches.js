// What the pages of a breach get on top of what works without script: the clock moves, and a question is shown when it matters.
// @ts-check

const MINUTE = 60_000;
/** At how many hours left a screen reader is told. */
const NEAR = [24, 6, 1];

const clock = document.querySelector('[data-clock]');
if (clock instanceof HTMLElement) {
  const end = Date.parse(clock.dataset.end ?? '');
  const parts = [...clock.querySelectorAll('[data-part]')];
  const says = clock.querySelector('[data-clock-says]');
  const left = () => end - Date.now();
  // Which units the page shows was decided where it was made.
  const isInDays = Math.abs(left()) >= 100 * 60 * MINUTE;
  const wasOver = left() < 0;
  let before = left();
  const tick = () => {
    const now = left();
    // What passed while somebody was typing is said by the next page.
    if (now < 0 !== wasOver) return;
    const minutes = Math.floor(Math.abs(now) / MINUTE);
    const values = isInDays ? [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)] : [Math.floor(minutes / 60), minutes % 60];
    parts.forEach((part, at) => { part.textContent = String(values[at] ?? 0); });
    const near = NEAR.find((hours) => before > hours * 60 * MINUTE && now <= hours * 60 * MINUTE);
    if (near !== undefined && says) says.textContent = (clock.dataset.near ?? '').replace('{h}', String(near));
    before = now;
  };
  if (Number.isFinite(end) && parts.length > 0) setInterval(tick, MINUTE);
}

/** Every `[question, codes]` on which a part of a form depends. @param {HTMLElement} part */
const conditions = (part) => (part.dataset.shownIf ?? '').split(';').map((one) => one.split('=')).map(([name, codes]) => ({ name: name ?? '', codes: (codes ?? '').split(' ') }));

for (const form of document.querySelectorAll('form')) {
  const parts = [...form.querySelectorAll('[data-shown-if]')].filter((part) => part instanceof HTMLElement);
  const show = () => {
    const data = new FormData(form);
    for (const part of parts) {
      if (!(part instanceof HTMLElement)) continue;
      // A question of another section was answered there, and the page knows it.
      const asked = conditions(part).filter(({ name }) => form.querySelector(`[name="${CSS.escape(name)}"]`) !== null);
      part.hidden = !asked.every(({ name, codes }) => data.getAll(name).some((value) => codes.includes(String(value))));
    }
  };
  form.addEventListener('change', (event) => {
    const box = event.target;
    if (box instanceof HTMLInputElement && box.type === 'checkbox' && box.checked) {
      // A choice that excludes all others takes them away, and the other way round.
      for (const other of form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(box.name)}"]`)) {
        if (other instanceof HTMLInputElement && other !== box && (box.hasAttribute('data-alone') || other.hasAttribute('data-alone'))) other.checked = false;
      }
    }
    show();
  });
  if (parts.length > 0) show();
}

// Follows a job on the page: its words and its bar as it goes on, and the page anew at its end. Without script the page has a link that
// does the same by hand.
// @ts-check

const part = document.querySelector('[data-follow]');
if (part instanceof HTMLElement) {
  const words = part.querySelector('[data-words]');
  const bar = part.querySelector('progress');
  const byHand = part.querySelector('[data-by-hand]');
  const state = part.dataset.state ?? '';
  if (byHand instanceof HTMLElement) byHand.hidden = true;

  /** What somebody typed is not thrown away by a page that renews itself. */
  const isTyped = () => [...document.querySelectorAll('main input:not([type=hidden]), main textarea')].some(
    (field) => (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.value !== field.defaultValue,
  );

  let first = state;
  let nFailed = 0;
  const look = async () => {
    const answer = await fetch(part.dataset.follow ?? '');
    if (!answer.ok) throw new Error(String(answer.status));
    const job = await answer.json();
    nFailed = 0;
    if (words && job.words) words.textContent = job.words;
    if (bar && job.n_parts > 0) {
      bar.max = job.n_parts;
      bar.value = job.n_made;
    }
    if (first === '') first = job.state;
    // The page has a button to stop only while there is something to stop.
    const isOver = !['storing', 'typesetting', 'loading', 'sending'].includes(job.state);
    if ((isOver || job.state !== first) && !isTyped()) location.reload();
    else if (isOver && byHand instanceof HTMLElement) byHand.hidden = false;
    else later();
  };
  const failed = () => {
    nFailed += 1;
    // The session ended, or the connection is gone: the link is back, and the job goes on without us.
    if (nFailed < 5) later();
    else if (byHand instanceof HTMLElement) byHand.hidden = false;
  };
  const later = () => setTimeout(() => look().catch(failed), 700);
  later();
}

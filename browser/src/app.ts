// What every page gets on top of what works without script: the menu on narrow screens, and forms that are sent once.

const menu = document.querySelector<HTMLButtonElement>('button.bar__menu');
const bar = menu?.closest<HTMLElement>('.bar');
if (menu !== null && bar) {
  menu.setAttribute('aria-expanded', 'false');
  menu.addEventListener('click', () => {
    const isOpen = bar.classList.toggle('is-open');
    menu.setAttribute('aria-expanded', String(isOpen));
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[method=post]')) {
  form.addEventListener('submit', (event) => {
    // The second press on a button that seems to do nothing would do the act twice.
    if (form.dataset['sent'] === 'yes') event.preventDefault();
    form.dataset['sent'] = 'yes';
  });
}
// A page that comes back from the browser's memory may be sent again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) delete form.dataset['sent'];
});

// Every page of the archive, in each state that it can have, as the person whose work it is: WCAG, width, targets, console, policy and
// HTML, in three languages; and no link of any role that leads nowhere. Pictures of all of it land in target/screens.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { become, launch, municipality, post, root, sessionOf, skip } from './municipality.mjs';
import { AXE, axe, faults, nothing, resize, screens, tooWide, watch } from './quality.mjs';

const PEOPLE = ['anna', 'joris', 'bram', 'carla', 'dirk', 'elif', 'fatima', 'gerrit', 'inez', 'sam', 'tess'];
const LONG = 'Heerlijkheidsstraatwegbewonersverenigingsoverlegcommissievergaderingsverslagen en alles wat daar verder nog bij hoort in de gemeente Waterveen';
const nu = join(root, 'target/nu');

let server;
let browser;
let context;
let page;
let told;
const cookies = {};
const ids = {};
/** Patterns of pages that were looked at. */
const looked = new Set();
let written = 0;
/** What is wrong with the pages of one test: all of it, not the first. */
let found = [];
const settle = () => { const all = [...new Set(found)]; found = []; nothing(all); };

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const get = (path, who) => fetch(`${server.origin}${path}`, { redirect: 'manual', headers: who ? { cookie: cookies[who] } : {} });
const send = async (path, fields, who) => {
  const answer = await post(server.origin, path, fields, cookies[who]);
  assert.equal(answer.status, 303, `${path} as ${who}: ${answer.status} ${answer.status === 303 ? '' : await answer.text()}`);
  return answer.headers.get('location');
};
const inAYear = new Date(Date.now() + 300 * 24 * 3600 * 1000).toISOString().slice(0, 10);
const linksOf = (html) => [...html.matchAll(/href="(\/[^"]*)/g)].map(([, path]) => path.replaceAll('&amp;', '&').replaceAll('&#38;', '&').split('#')[0]);

before(async () => {
  if (skip) return;
  rmSync(nu, { recursive: true, force: true });
  mkdirSync(nu, { recursive: true });
  server = await municipality();
  for (const person of PEOPLE) cookies[person] = await sessionOf(server.origin, person);
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' });
  await context.addInitScript({ path: AXE });
  page = await context.newPage();
  page.setDefaultTimeout(90_000);
  told = watch(page);
  for (const [name, state] of [['stored', 'stored'], ['registered', 'registered']]) ids[name] = ID.exec(linksOf(await (await get(`/indieningen?toestand=${state}`, 'carla')).text()).find((path) => /^\/indieningen\//.test(path)))[0];
  const waiting = linksOf(await (await get('/indieningen?toestand=accepted', 'carla')).text()).filter((path) => /^\/indieningen\//.test(path)).map((path) => ID.exec(path)[0]);
  [ids.first, ids.second] = [...new Set(waiting)];
  const records = async (dossier) => ID.exec(linksOf(await (await get(`/dossiers/${dossier}`, 'carla')).text()).find((path) => path.startsWith('/archiefstukken/')))[0];
  ids.held = await records('W-2024-017');
  ids.record = await records('W-2024-031');
  ids.bare = await records('W-2025-002');
  ids.release = ID.exec((await (await get('/uitgiften', 'bram')).text()).split('/uitgiften/')[1])[0];
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Opens a page as somebody, keeps its HTML for the checker, and looks at it in Dutch at both widths and in the others at one. */
async function look(name, path, who, { languages = ['nl', 'en', 'fr'], status = 200, act } = {}) {
  await become(context, server.origin, who === undefined ? undefined : cookies[who]);
  for (const language of languages) {
    await context.addCookies([{ name: 'lang', value: language, url: server.origin }]);
    let answer = await page.goto(`${server.origin}${path}`);
    if (act !== undefined) [answer] = await Promise.all([page.waitForNavigation(), act(page)]);
    if (answer.status() !== status) found.push(`${name} (${path} as ${who}): ${answer.status()}, not ${status}`);
    looked.add(new URL(page.url()).pathname.replace(new RegExp(ID, 'g'), '{id}').replace(/^(\/(?:dossiers|mensen))\/[^/]+/, '$1/{id}').replace(/^(\/instellingen-nalopen)\/[^/]+/, '$1/{app}').replace(/^(\/(?:risicos|teksten))\/(?!alarmen$)[^/]+/, '$1/{code}').replace(/\/(melding|omvang)\/\d+$/, '/$1/{n}'));
    writeFileSync(join(nu, `${name}-${language}.html`), await answer.body());
    written += 1;
    if (language === 'nl') found.push(...await faults(page, `${name}-nl`));
    else {
      await resize(page, 390);
      await page.screenshot({ path: join(screens, `${name}-${language}-390.png`) });
      found.push(...await axe(page, `${name}-${language}`), ...await tooWide(page, `${name}-${language}`));
    }
  }
  await context.addCookies([{ name: 'lang', value: 'nl', url: server.origin }]);
}

const opts = { skip, timeout: 600_000 };

test('nobody is signed on', opts, async () => {
  await look('aanmelden', '/aanmelden');
  await look('aanmelden-fout', '/aanmelden', undefined, { status: 422, act: async (p) => { await p.fill('#name', 'anna'); await p.fill('#passphrase', 'verkeerd verkeerd'); await p.fill('#code', '123456'); await p.click('form[action="/aanmelden"] [type=submit]'); } });
  await look('toegang', '/toegang');
  await look('toegang-fout', '/toegang', undefined, { status: 422, languages: ['nl'], act: async (p) => { await p.fill('#name', 'anna'); await p.fill('#code', 'verkeerd'); await p.click('form[action="/toegang"] [type=submit]'); } });
  await look('bestaat-niet', '/nergens', undefined, { status: 404 });
  settle();
});

test('the first page of every role, and what is not theirs', opts, async () => {
  for (const person of PEOPLE) await look(`thuis-${person}`, '/', person, { languages: person === 'carla' || person === 'tess' ? ['nl', 'en', 'fr'] : ['nl'] });
  await look('niet-uw-rol', '/logboek', 'anna', { status: 403 });
  await look('niet-gevonden', '/archiefstukken/00000000-0000-7000-8000-000000000000', 'carla', { status: 404, languages: ['nl'] });
  await look('mijn-toegang', '/mijn-toegang', 'carla');
  await look('mijn-toegang-code', '/mijn-toegang', 'carla', { act: async (p) => { await p.fill('#token-name', 'Nachtelijke levering'); await p.click('form[action="/mijn-toegang/programmas"] [type=submit]'); } });
  await look('rechten', '/rechten', 'inez');
  await look('suggesties', '/suggesties', 'fatima');
  await look('concepten', '/concepten', 'anna');
  await look('ritme', '/ritme', 'carla');
  await look('instellingen', '/instellingen-nalopen', 'anna');
  await look('instellingen-app', '/instellingen-nalopen/whatsapp-android', 'anna');
  await look('bericht', '/bericht-aan-gesprekspartners', 'carla');
  settle();
});

test('what was handed in, in every state on its way', opts, async () => {
  await look('indieningen', '/indieningen', 'carla');
  await look('indieningen-eigen', '/indieningen', 'anna', { languages: ['nl'] });
  await look('indieningen-ondersteuner', '/indieningen', 'sam', { languages: ['nl'] });
  await look('indieningen-leeg', '/indieningen', 'tess');
  await look('indiening-ontvangen', `/indieningen/${ids.first}`, 'carla');
  await look('indiening-ondersteuner', `/indieningen/${ids.first}`, 'sam', { languages: ['nl'] });
  await look('indiening-berichten', `/indieningen/${ids.first}/berichten`, 'carla');
  await look('registreren', `/indieningen/${ids.first}/registreren`, 'carla');
  await look('registreren-fout', `/indieningen/${ids.first}/registreren`, 'carla', { status: 422, act: (p) => p.click('button[value=register]') });
  await look('registreren-gesplitst', `/indieningen/${ids.first}/registreren`, 'carla', { act: (p) => p.click('button[value=add]') });
  await look('terugsturen', `/indieningen/${ids.second}/terugsturen`, 'carla');
  await look('terugsturen-fout', `/indieningen/${ids.second}/terugsturen`, 'carla', { status: 422, languages: ['nl'], act: (p) => p.click('main form [type=submit]') });
  await send(`/indieningen/${ids.second}/terugsturen`, { whole: LONG, 'position-1': '6', 'reason-1': 'Dit bericht gaat over iemand anders.' }, 'carla');
  const owner = /<b[^>]*>|joris/i.test(await (await get(`/indieningen/${ids.second}`, 'joris')).text()) && (await get(`/indieningen/${ids.second}`, 'joris')).status === 200 ? 'joris' : 'anna';
  await look('indiening-teruggestuurd', `/indieningen/${ids.second}`, owner);
  await send(`/indieningen/${ids.second}/intrekken`, {}, owner);
  await look('indiening-ingetrokken', `/indieningen/${ids.second}`, owner, { languages: ['nl'] });
  await look('indiening-geregistreerd', `/indieningen/${ids.registered}`, 'carla');
  await look('indiening-opgeslagen', `/indieningen/${ids.stored}`, 'carla');
  settle();
});

test('the register of risks, and the rules of play', opts, async () => {
  await look('risicos', '/risicos', 'fatima');
  await send('/risicos', { title: 'Een risico van onszelf', text: LONG, affected: 'Iedereen', likelihood: 'small', impact: 'large' }, 'fatima');
  await send('/risicos/interim-copies/oordeel', { likelihood: 'small', impact: 'medium', reasons: LONG, look_again: inAYear }, 'fatima');
  await look('risico', '/risicos/interim-copies', 'fatima');
  await look('risico-lezen', '/risicos/security-review', 'inez', { status: 404, languages: ['nl'] });
  await look('risico-eigen', '/risicos/own-1', 'fatima');
  await look('alarmen', '/risicos/alarmen', 'fatima');
  await look('alarmen-lezen', '/risicos/alarmen', 'inez', { languages: ['nl'] });
  await look('teksten', '/teksten', 'carla');
  await look('teksten-eigenaar', '/teksten', 'anna', { languages: ['nl'] });
  await look('tekst', '/teksten/rules-of-play', 'carla');
  await look('tekst-lezen', '/teksten/rules-of-play', 'anna');
  settle();
});

test('a registration that a second person must judge', opts, async () => {
  await become(context, server.origin, cookies.bram);
  await page.goto(`${server.origin}/indieningen/${ids.first}/registreren`);
  await page.fill('#title-1', LONG);
  await page.selectOption('#dossier-1', { index: 1 }).catch(() => page.fill('#dossier-1', 'W-2024-017'));
  await page.selectOption('#category-1', { index: 1 }).catch(() => page.fill('#category-1', 'gemeenten-2020, 1.1'));
  // What is special needs a recorded exception and a second person.
  await page.click('.part details summary');
  await page.check('[name=kind-1] >> nth=0');
  await page.fill('#exception-1', 'Artikel 9, tweede lid, onder g, van de AVG').catch(() => page.selectOption('#exception-1', { index: 1 }));
  await page.click('button[value=register]');
  await page.waitForURL((url) => !url.pathname.endsWith('/registreren'));
  await look('registreren-voorgesteld', `/indieningen/${ids.first}`, 'bram');
  await look('registreren-beoordelen', `/indieningen/${ids.first}/registreren`, 'carla');
  settle();
});

test('interim copies, dossiers and finding', opts, async () => {
  await look('kopieen', '/tussentijdse-kopieen', 'carla');
  await look('kopieen-alle', '/tussentijdse-kopieen?toon=alle', 'carla', { languages: ['nl'] });
  await look('dossiers', '/dossiers', 'carla');
  await look('dossiers-fout', '/dossiers', 'carla', { status: 422, languages: ['nl'], act: (p) => p.click('form[action="/dossiers"] [type=submit]') });
  await send('/dossiers', { id: 'W-2026-LANG', title: LONG }, 'carla');
  await look('dossier-leeg-lang', '/dossiers/W-2026-LANG', 'carla');
  await look('dossier', '/dossiers/W-2024-017', 'carla');
  await look('zoeken', '/zoeken', 'carla');
  const search = (words) => async (p) => { await p.fill('#words', words); await p.click('.find__go button'); };
  await look('zoeken-treffers', '/zoeken', 'carla', { act: search('planning') });
  await look('zoeken-niets', '/zoeken', 'carla', { act: search('zwijgzaamheid') });
  await look('zoeken-fout', '/zoeken', 'carla', { languages: ['nl'], act: async (p) => { await p.fill('#words', 'de'); await p.fill('#from', '2026-05-02'); await p.fill('#to', '2026-05-01'); await p.click('.find__go button'); } });
  settle();
});

test('a record and all that is known of it', opts, async () => {
  await look('archiefstuk', `/archiefstukken/${ids.record}`, 'carla');
  await look('archiefstuk-niet-opgeslagen', `/archiefstukken/${ids.bare}`, 'carla');
  await look('archiefstuk-gegevens', `/archiefstukken/${ids.record}/gegevens`, 'carla');
  await look('archiefstuk-geschiedenis', `/archiefstukken/${ids.record}/geschiedenis`, 'dirk');
  await look('archiefstuk-toegang', `/archiefstukken/${ids.held}/toegang`, 'dirk');
  settle();
});

test('destruction, with two people', opts, async () => {
  await send(`/archiefstukken/${ids.record}/vernietiging-voorstellen`, { ground: 'De bewaartermijn is om.' }, 'bram');
  await look('vernietigen-voorgesteld', `/archiefstukken/${ids.record}/toegang`, 'dirk', { languages: ['nl'] });
  await look('vernietigen', `/archiefstukken/${ids.record}/vernietigen`, 'dirk');
  await send(`/archiefstukken/${ids.record}/vernietigen`, {}, 'dirk');
  await look('vernietigd', `/archiefstukken/${ids.record}`, 'carla');
  await look('vernietigd-toegang', `/archiefstukken/${ids.record}/toegang`, 'dirk', { languages: ['nl'] });
  settle();
});

test('what leaves the archive', opts, async () => {
  await look('uitgiften', '/uitgiften', 'elif');
  await look('uitgifte-vragen', '/uitgiften/vragen?dossier=W-2024-017', 'bram');
  await look('uitgifte-vragen-fout', '/uitgiften/vragen?dossier=W-2024-017', 'bram', { status: 422, act: (p) => p.click('main form [type=submit]') });
  await look('uitgifte-eigen', `/uitgiften/${ids.release}`, 'bram', { languages: ['nl'] });
  await look('uitgifte-beoordelen', `/uitgiften/${ids.release}`, 'elif');
  await send(`/uitgiften/${ids.release}/goedkeuren`, {}, 'elif');
  await look('uitgifte-goedgekeurd', `/uitgiften/${ids.release}`, 'bram', { languages: ['nl'] });
  assert.equal((await get(`/uitgiften/${ids.release}/pakket`, 'bram')).status, 200);
  await look('uitgifte-gehaald', `/uitgiften/${ids.release}`, 'bram');
  settle();
});

test('a breach, from its report to its end', opts, async () => {
  await look('datalek-melden', '/datalekken/melden', 'anna');
  await look('datalek-melden-fout', '/datalekken/melden', 'anna', { status: 422, act: (p) => p.click('main form [type=submit]') });
  const gemeld = await send('/datalekken/melden', { wat: 'Een brief lag open op de balie.', titel: LONG.slice(0, 190), 'gemerkt-dag': '2026-01-05', 'gemerkt-tijd': '09:30', herkomst: 'zelf' }, 'tess');
  await look('datalek-gemeld', gemeld, 'tess');
  await look('datalek-mijn', '/datalekken/mijn', 'anna');
  await look('datalek-mijn-leeg', '/datalekken/mijn', 'dirk', { languages: ['nl'] });
  const desk = await (await get('/datalekken', 'fatima')).text();
  const at = (title) => ID.exec(desk.slice(0, desk.indexOf(title)).split('/datalekken/').at(-1))[0];
  const [loopt, dicht, nieuw] = ['Verkeerde selectie', 'Versleutelde stick', 'Heerlijkheidsstraat'].map((title) => `/datalekken/${at(title)}`);
  await look('datalekken', '/datalekken', 'fatima');
  await look('datalekken-jaar', `/datalekken?jaar=${new Date().getFullYear()}`, 'inez', { languages: ['nl'] });
  await look('datalek', loopt, 'fatima');
  await look('datalek-nieuw', nieuw, 'fatima');
  await look('datalek-dicht', dicht, 'inez');
  await look('datalek-momenten', `${loopt}/momenten`, 'fatima');
  await look('datalek-kennisname', `${loopt}/momenten?soort=aware`, 'fatima', { languages: ['nl'] });
  await look('datalek-gebeurd-fout', `${nieuw}/momenten?soort=occurred`, 'fatima', { status: 422, languages: ['nl'], act: (p) => p.click('main form [type=submit]') });
  for (const deel of ['discovery', 'incident', 'confidentiality', 'data', 'people', 'measures']) await look(`datalek-feiten-${deel}`, `${loopt}/feiten?deel=${deel}`, 'fatima', { languages: deel === 'data' ? ['nl', 'en', 'fr'] : ['nl'] });
  await look('datalek-beoordelen', `${loopt}/beoordelen`, 'fatima');
  await look('datalek-besluit-fout', `${loopt}/beoordelen`, 'fatima', { status: 422, languages: ['nl'], act: (p) => p.click('form[action*="besluit/toezichthouder"] [type=submit]') });
  const versie = /name="versie" value="(\d+)"/.exec(await (await get(`${loopt}/beoordelen`, 'fatima')).text())[1];
  await send(`${loopt}/besluit/toezichthouder`, { versie, 'toezichthouder-keuze': 'niet-melden', 'toezichthouder-reden': 'De collega’s wisten alles meteen.', 'toezichthouder-opnieuw': '2026-12-21' }, 'fatima');
  await look('datalek-wacht', `${loopt}/beoordelen`, 'fatima', { languages: ['nl'] });
  await look('datalek-akkoord', `${loopt}/beoordelen`, 'carla');
  const form = async (path) => ({ versie: /name="versie" value="(\d+)"/.exec(await (await get(path, 'fatima')).text())[1] });
  await look('datalek-melding-toezichthouder', `${loopt}/melding`, 'fatima');
  await look('datalek-melding-gba', `${loopt}/melding?formulier=gba&taal=de`, 'fatima', { languages: ['fr'] });
  await look('datalek-intrekking-fout', `${loopt}/melding?soort=withdrawal`, 'fatima', { status: 422, languages: ['nl'], act: (p) => p.click('form[action$="/melding#maken"] [type=submit]') });
  const melding = await send(`${loopt}/melding`, { ...await form(`${loopt}/melding`), formulier: 'ap', taal: 'nl', soort: 'initial' }, 'fatima');
  await look('datalek-melding-gemaakt', melding, 'fatima');
  await look('datalek-indienen-fout', `${loopt}/melding/1`, 'fatima', { status: 422, languages: ['nl'], act: (p) => p.click('form[action*="/ingediend"] [type=submit]') });
  await send(`${loopt}/maatregelen`, { ...await form(`${loopt}/maatregelen`), maatregel: 'Iedereen kreeg uitleg.', doel: 'voorkomen', eigenaar: 'Bram Visser' }, 'fatima');
  await send(`${loopt}/melding`, { ...await form(`${loopt}/melding`), formulier: 'ap', taal: 'nl', soort: 'complete' }, 'fatima');
  await look('datalek-melding-verschil', `${loopt}/melding/2?met=1`, 'fatima');
  const telling = await send(`${loopt}/omvang`, { ...await form(`${loopt}/melding`), gelekt: 'alles' }, 'fatima');
  await look('datalek-omvang', `${loopt}/omvang`, 'fatima');
  await look('datalek-omvang-fout', `${loopt}/omvang`, 'fatima', { status: 422, languages: ['nl'], act: (p) => p.click('form[action$="/omvang#vragen"] [type=submit]') });
  await look('datalek-telling', telling, 'fatima');
  await look('datalek-telling-opnieuw', await send(`${loopt}/omvang/1/opnieuw`, {}, 'fatima'), 'fatima', { languages: ['nl'] });
  await look('datalek-verantwoordelijke-niet', `${loopt}/verantwoordelijke`, 'fatima', { languages: ['nl'] });
  await send(`${nieuw}/gegevens`, { ...await form(`${nieuw}/gegevens`), titel: LONG.slice(0, 190), kant: 'processor', verantwoordelijke: 'Gemeente Heuvelrug', contracturen: '24', plaats: 'NL', regime: 'avg' }, 'fatima');
  await send(`${nieuw}/momenten?soort=aware`, { ...await form(`${nieuw}/momenten?soort=aware`), 'wanneer-dag': '2026-01-05', 'wanneer-tijd': '09:30', redenering: 'De brief lag op de balie.' }, 'fatima');
  await look('datalek-verantwoordelijke-fout', `${nieuw}/verantwoordelijke`, 'fatima', { status: 422, languages: ['nl'], act: (p) => p.click('main form [type=submit]') });
  await send(`${nieuw}/verantwoordelijke`, { ...await form(`${nieuw}/verantwoordelijke`), aan: 'Gemeente Heuvelrug', bericht: 'Een brief lag open.', 'verzonden-dag': '2026-01-05', 'verzonden-tijd': '10:00' }, 'fatima');
  await look('datalek-verantwoordelijke', `${nieuw}/verantwoordelijke`, 'fatima');
  await look('datalekken-register', '/datalekken/register', 'fatima');
  await look('datalekken-maatregelen', '/datalekken/maatregelen', 'inez');
  await look('datalek-gegevens', `${loopt}/gegevens`, 'fatima');
  await look('datalek-maatregelen', `${loopt}/maatregelen`, 'fatima');
  await look('datalek-afsluiten', `${loopt}/afsluiten`, 'fatima');
  await look('datalek-versies', `${loopt}/versies`, 'fatima');
  settle();
});

test('telling people, from an empty text to letters that wait', opts, async () => {
  const desk = await (await get('/datalekken', 'fatima')).text();
  const breach = `/datalekken/${ID.exec(desk.slice(0, desk.indexOf('Verkeerde selectie')).split('/datalekken/').at(-1))[0]}`;
  const page = `${breach}/betrokkenen`;
  const version = async (path) => /name="versie" value="(\d+)"/.exec(await (await get(path, 'fatima')).text())[1];
  const bring = async (path, name, text, fields = {}) => {
    const body = new FormData();
    for (const [key, value] of Object.entries(fields)) body.set(key, value);
    body.set(name, new File([text], 'lijst.csv', { type: 'text/csv' }));
    return fetch(`${server.origin}${path}`, { method: 'POST', redirect: 'manual', body, headers: { cookie: cookies.fatima, 'sec-fetch-site': 'same-origin' } });
  };
  await look('betrokkenen-leeg', page, 'fatima');
  await look('betrokkenen-tekst-voorstel', `${page}/tekst?soort=general&taal=nl`, 'fatima');
  await look('betrokkenen-lijst-fout', page, 'fatima', { status: 422, act: (p) => p.click('form[action$="/lijst"] [type=submit]') });
  const write = async (language, gebeurd) => send(`${page}/tekst?soort=general&taal=${language}`, { versie: await version(`${page}/tekst?soort=general&taal=${language}`), onderwerp: 'Datalek bij Gemeente Waterveen: bericht over uw gegevens', aanleiding: 'Bij de gemeente was een datalek. Het gaat ook om gegevens van u.', gebeurd, gevolgen: 'Dit kan gebeuren:\n- Anderen lezen uw bericht.', gedaan: LONG.repeat(3), 'zelf-doen': '- Let op vreemde mails.\n- Geef nooit codes aan een ander.', contact: 'Bel Fatima El Amrani: 010 123 45 67.' }, 'fatima');
  await write('nl', '[nog invullen]');
  await look('betrokkenen-tekst-niet-af', `${page}/tekst?soort=general&taal=nl`, 'fatima');
  await write('nl', 'Een bericht ging naar de verkeerde groep.');
  await look('betrokkenen-tekst', `${page}/tekst?soort=general&taal=nl`, 'inez', { languages: ['nl'] });
  const people = Array.from({ length: 40 }, (_, n) => `Mens ${n};mens${n}@waterveen.example;;;;;`).join('\n');
  const list = `naam;mail;adres;postcode;plaats;taal;soort\n${people}\n${LONG};;Lange straat 1;1234 AB;Waterveen;;\nZonder Taal;;Lange straat 2;1234 AB;Waterveen;xx;\nFout;geen adres;;;;;\n`;
  assert.equal((await bring(`${page}/lijst`, 'lijst', list)).status, 303);
  await look('betrokkenen-lijst', page, 'fatima');
  const decided = await version(`${breach}/beoordelen`);
  await send(`${breach}/besluit/betrokkenen`, { versie: decided, 'betrokkenen-keuze': 'informeren', 'betrokkenen-reden': 'Dit moeten zij weten.' }, 'fatima');
  await look('betrokkenen-akkoord', page, 'carla');
  await send(`${page}/goedkeuren`, { versie: await version(`${breach}/beoordelen`) }, 'carla');
  await look('betrokkenen-klaar', page, 'fatima');
  const seek = (words) => async (p) => { await p.fill('#zoek', words); await p.click('form[action*="/zoek"] [type=submit]'); };
  await look('betrokkenen-zoek-kort', page, 'fatima', { status: 422, languages: ['nl'], act: seek('M') });
  await look('betrokkenen-zoek', page, 'fatima', { act: seek('Mens 1') });
  const hits = await (await post(server.origin, `${page}/zoek`, { zoek: 'Mens 12' }, cookies.fatima)).text();
  const now = new Date().toLocaleString('sv-SE', { timeZone: 'Europe/Amsterdam' });
  await send(`${page}/verteld`, { zoek: 'Mens 12', wie: ID.exec(hits.slice(hits.indexOf('name="wie"')))[0], manier: 'telephone', 'verteld-dag': now.slice(0, 10), 'verteld-tijd': now.slice(11, 16) }, 'fatima');
  await look('betrokkenen-verteld', page, 'fatima');
  await look('betrokkenen-lezen', page, 'inez', { languages: ['nl'] });
  await look('openbaar-bericht', `${page}/openbaar`, 'elif');
  await send(`${page}/openbaar`, { versie: await version(`${breach}/beoordelen`) }, 'elif');
  const notice = /betrokkenen\/openbaar\/(\d+)\/plaats/.exec(await (await get(`${page}/openbaar`, 'fatima')).text())[1];
  await look('openbaar-bericht-fout', `${page}/openbaar`, 'fatima', { status: 422, languages: ['nl'], act: (p) => p.click('form[action$="/plaats"] [type=submit]') });
  assert.equal((await bring(`${page}/openbaar/${notice}/plaats`, 'bewijs', '%PDF-1.7', { versie: '0', plaats: LONG, vanaf: '2026-01-06' })).status, 303);
  await look('openbaar-bericht-plaats', `${page}/openbaar`, 'fatima');
  settle();
});

test('people, roles and the ledger', opts, async () => {
  await look('mensen', '/mensen', 'gerrit');
  await look('mensen-fout', '/mensen', 'gerrit', { status: 422, act: async (p) => { await p.fill('#name', LONG.slice(0, 110)); await p.fill('#short', 'Niet Goed!'); await p.click('form[action="/mensen"] [type=submit]'); } });
  await look('mens', '/mensen/tess', 'gerrit');
  await look('mens-code', '/mensen/anna', 'gerrit', { act: (p) => p.click('form[action$="/code"] button') });
  await look('logboek', '/logboek', 'dirk');
  await look('logboek-inspecteur', '/logboek', 'inez', { languages: ['nl'] });
  settle();
});

test('no link of any role leads nowhere', opts, async () => {
  const dead = [];
  for (const person of PEOPLE) {
    const seen = new Set();
    const queue = ['/'];
    for (let path = queue.pop(); path !== undefined && seen.size < 400; path = queue.pop()) {
      // One page further in a transcript, a ledger or a search is the same page.
      const kind = path.replace(/(vanaf|voor|na)=[^&]*&?/, '$1=').replace(/bestanden\/.*/, 'bestanden');
      if (seen.has(kind) || path.startsWith('/assets') || path.endsWith('/pakket')) continue;
      seen.add(kind);
      const answer = await get(path, person);
      if (answer.status !== 200 && !(path === '/aanmelden' && answer.status === 303)) dead.push(`${person}: ${path} ${answer.status}`);
      if (answer.headers.get('content-type')?.startsWith('text/html')) queue.push(...linksOf(await answer.text()));
      else await answer.arrayBuffer();
    }
    assert.ok(seen.size > 5, `${person} saw ${seen.size} pages`);
  }
  nothing(dead);
});

test('every page was looked at', opts, () => {
  const table = readFileSync(join(root, 'crates/zegel-web/src/routes.rs'), 'utf8');
  const routes = [...table.matchAll(/\bget\(\s*"([^"]+)"/g)].map(([, path]) => path);
  assert.ok(routes.length > 40, 'the table of routes was read');
  const elsewhere = /^\/(api|assets|openapi\.json|eerste-keer|schiften)|\/(organisatie|terug|bestanden|pakket|checkpoint|verklaring|ontvangst|stand|bewijs|brieven|pdf)(\/|$)|\.(xml|json|jsonl|xlsx|pdf)$/;
  nothing(routes.filter((path) => !elsewhere.test(path) && !looked.has(path)));
});

test('the pages hold in forced colours', opts, async () => {
  const forced = await browser.newContext({ viewport: { width: 1280, height: 1000 }, forcedColors: 'active', reducedMotion: 'reduce', locale: 'nl-NL' });
  await forced.addInitScript({ path: AXE });
  const strict = await forced.newPage();
  const pages = [['indiening', `/indieningen/${ids.registered}`, 'carla'], ['registreren', `/indieningen/${ids.first}/registreren`, 'carla'], ['archiefstuk', `/archiefstukken/${ids.held}`, 'carla'], ['zoeken', '/zoeken?dossier=W-2024-017', 'carla'], ['schiften', '/schiften', 'anna'], ['mijn-toegang', '/mijn-toegang', 'carla']];
  for (const [name, path, person] of pages) {
    await become(forced, server.origin, cookies[person]);
    const answer = await strict.goto(`${server.origin}${path}`);
    assert.equal(answer.status(), 200, `forced ${name}`);
    await strict.screenshot({ path: join(screens, `contrast-${name}.png`), fullPage: true });
    found.push(...await axe(strict, `forced ${name}`));
    // Where the system sets all colours, only a border tells what is a button, a field or a tag.
    found.push(...await strict.$$eval('.nl-button, .utrecht-textbox, .tag, .panel', (all) => all
      .filter((one) => one.checkVisibility() && Number.parseFloat(getComputedStyle(one).borderTopWidth) === 0)
      .map((one) => `no border in forced colours: ${one.outerHTML.slice(0, 120)}`)));
  }
  await forced.close();
  settle();
});

test('nothing was told to the console, and no policy was broken', opts, () => { nothing(told); });

test('the Nu HTML checker has no error', opts, () => {
  const jar = join(root, 'browser/node_modules/vnu-jar/build/dist/vnu.jar');
  let said = '';
  try {
    execFileSync('java', ['-Xss1m', '-jar', jar, '--errors-only', '--format', 'gnu', nu], { stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    if (error.code === 'ENOENT') assert.fail('missing: java; to install: sudo apt-get install default-jre-headless');
    said = String(error.stderr);
  }
  assert.ok(written > 100, `${written} pages were written`);
  nothing([...new Set(said.split('\n').filter(Boolean).map((line) => line.replace(/^.*\/nu\//, '').replace(/:\d+\.\d+-\d+\.\d+/, '')))].slice(0, 40));
});

// A small server with the same pages, policy and answers as the archive's, for tests of the sifting page alone.
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FluentBundle, FluentResource } from '@fluent/bundle';

const browser = join(dirname(fileURLToPath(import.meta.url)), '..');
const web = join(browser, '../crates/zegel-web');

/** The policy of every page (crates/zegel-web/src/headers.rs). */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; "
  + "img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'self'; "
  + "frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'";
/** The worker may compile its module and nothing else: it has no network. */
const WORKER_POLICY = "default-src 'none'; script-src 'wasm-unsafe-eval'";
const TYPES = { '.css': 'text/css', '.js': 'text/javascript', '.wasm': 'application/wasm', '.woff2': 'font/woff2', '.ftl': 'text/plain; charset=utf-8' };

function page(language) {
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource(new FluentResource(readFileSync(join(web, `texts/${language}/sift.ftl`), 'utf8')));
  const text = (id) => {
    const message = bundle.getMessage(id);
    if (!message?.value) throw new Error(`no text ${id}`);
    return bundle.formatPattern(message.value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  };
  const template = readFileSync(join(web, 'templates/sift/sift.html'), 'utf8');
  const block = (name) => new RegExp(`{% block ${name} %}([^]*?){% endblock %}`).exec(template)[1].replace(/{{ p\.t\("([\w-]+)"\) }}/g, (_, id) => text(id));
  return `<!DOCTYPE html><html lang="${language}" class="voorbeeld-theme neutraal-theme"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${block('title')} – Zegel</title>
<link rel="stylesheet" href="/assets/app.css"><link rel="icon" href="data:,"><script type="module" src="/assets/app.js"></script>${block('head')}</head>
<body data-lang="${language}"><a class="nl-skip-link nl-skip-link--visible-on-focus" href="#inhoud">Naar de inhoud</a>
<header class="bar"><div class="wrap bar__in"><a class="brand" href="/"><svg viewBox="0 0 28 28" aria-hidden="true" focusable="false"><path class="brand__a" d="M3 4h22v15H12l-6 5v-5H3z"/><path class="brand__b" d="m9.5 11.5 3.2 3.2 6-6.2"/></svg><span><b>Zegel</b><small>Gemeente Waterveen</small></span></a>
<nav class="topnav" aria-label="Hoofdmenu"><a href="/schiften" aria-current="page">Schiften</a><a href="/indieningen">Indieningen</a></nav></div></header>
<main id="inhoud" tabindex="-1">${block('main')}</main></body></html>`;
}

/** Starts the server on a free port of this machine; `state` steers what it answers and keeps what it got. */
export async function serve({ recipient, owner = 'Sanne Verhoeven', language = 'nl', context: more = {} }) {
  const state = { answer: 201, bodies: [], language, context: more };
  const context = {
    archive: { name: 'Archief Waterveen', recipient },
    owner: { id: 's.verhoeven', name: owner },
    today: '2026-11-21',
    language: 'nl',
    grounds: [
      { id: 'private', label: 'Privé', uses: ['not-kept'] },
      { id: 'not-business', label: 'Niet zakelijk', uses: ['not-kept'] },
      { id: 'privacy', label: 'Persoonlijke levenssfeer', uses: ['redaction'] },
    ],
    regimes: [{ id: 'select-in', label: 'Kiezen wat bewaard wordt', start: 'empty' }, { id: 'select-out', label: 'Alles bewaren, privé eruit', start: 'full' }],
    policy: 'Beleid chatberichten',
    policy_date: '2026-01-01',
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    const send = (status, type, body, extra = {}) => {
      response.writeHead(status, { 'Content-Type': type, 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff', ...extra });
      response.end(body);
    };
    if (path === '/schiften') return send(200, 'text/html; charset=utf-8', page(state.language));
    if (path === '/api/v1/sift-context') return send(200, 'application/json', JSON.stringify({ ...context, ...state.context }));
    // One draft, as the archive keeps it: bytes that this server cannot open.
    if (path === '/api/v1/draft' && request.method === 'GET') return send(200, 'application/json', JSON.stringify({ draft: state.draft?.told ?? null }));
    if (path === '/api/v1/draft/sealed') return send(200, 'application/octet-stream', state.draft.bytes);
    if (path === '/api/v1/draft/destruction') { state.draft = undefined; return send(204, 'text/plain', ''); }
    if (path === '/api/v1/draft') {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        const bytes = Buffer.concat(parts);
        state.draft = { bytes, told: { saved_at: '2026-11-21T09:00:00Z', expires_at: '2026-12-05T09:00:00Z', size_bytes: bytes.length, is_near: false } };
        send(201, 'application/json', JSON.stringify({ draft: state.draft.told }));
      });
      return undefined;
    }
    if (path === '/api/v1/submissions' && request.method === 'POST') {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        state.bodies.push(Buffer.concat(parts));
        if (state.answer === 'drop') return request.socket.destroy();
        if (state.answer === 201) return send(201, 'application/json', JSON.stringify({ capture: 'c-1', n_kept: 1, n_messages: 1, url: '/indieningen/c-1' }));
        return send(state.answer, 'application/problem+json', JSON.stringify({ code: `code-${state.answer}`, title: 'Niet gelukt', detail: 'Dit ging niet.' }));
      });
      return undefined;
    }
    const text = /^\/assets\/texts\/(nl|en|fr)\/sift\.ftl$/.exec(path);
    const file = text ? join(web, `texts/${text[1]}/sift.ftl`) : /^\/assets\/[\w.-]+$/.test(path) ? join(browser, 'dist', path.slice('/assets/'.length)) : '';
    if (file === '' || !existsSync(file)) return send(404, 'text/plain', 'niet gevonden');
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    // The module was compressed when it was built.
    const isBrotli = existsSync(`${file}.br`) && /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
    if (isBrotli) return send(200, type, readFileSync(`${file}.br`), { 'Content-Encoding': 'br', Vary: 'Accept-Encoding' });
    return send(200, type, readFileSync(file), file.endsWith('worker.js') ? { 'Content-Security-Policy': WORKER_POLICY } : {});
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { url: `http://127.0.0.1:${server.address().port}`, state, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}

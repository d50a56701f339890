// The product as it is started by a newcomer, and people at a real browser.
import assert from 'node:assert/strict';
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const binary = process.env.NGHISU_BIN ?? path.resolve('../target/debug/nghisu');
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
export const password = 'thanh-liem-2020';
export const out = path.resolve('out');
mkdirSync(out, { recursive: true });

// Files run beside one another: each has ports of its own
let port = 12000 + (process.pid % 400) * 50;

/** The engines to run a story on: SQLite always, PostgreSQL where a server is named. A story that names
 *  one is seen on that one, because the same deeds are held on both at the front door (nghisu/tests/it);
 *  NGHISU_BROWSER=all runs every story on both. */
export function engines(only) {
  const list = [{ name: 'SQLite' }];
  const server = process.env.NGHISU_TEST_POSTGRES;
  if (server) list.push({ name: 'PostgreSQL', server });
  const seen = list.filter((engine) => !only || engine.name === only);
  return process.env.NGHISU_BROWSER === 'all' || seen.length === 0 ? list : seen;
}

/** Starts `nghisu demo` on a fresh folder and database; `stop` ends it and removes them. */
export async function start(engine = { name: 'SQLite' }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'nghisu-e2e-'));
  const listen = `127.0.0.1:${++port}`;
  const args = ['demo', '--listen', listen, '--data', path.join(folder, 'data')];
  let database;
  if (engine.server) {
    database = `nghisu_e2e_${process.pid}_${port}`;
    psql(engine.server, `create database ${database}`);
    args.push('--postgres', `${engine.server}/${database}`);
  }
  const server = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  server.stdout.on('data', (chunk) => (said += chunk));
  server.stderr.on('data', (chunk) => (said += chunk));
  const url = `http://${listen}`;
  for (let i = 0; ; i++) {
    if (server.exitCode !== null || i > 600) throw new Error(`nghisu did not start:\n${said}`);
    const alive = await fetch(`${url}/healthz`).then((r) => r.ok, () => false);
    if (alive) break;
    await wait(200);
  }
  return {
    url,
    data: path.join(folder, 'data'),
    database: engine.server && `${engine.server}/${database}`,
    said: () => said,
    /** As when the power fails. */
    async kill() {
      server.kill('SIGKILL');
      await new Promise((done) => (server.exitCode === null && server.signalCode === null ? server.once('exit', done) : done()));
    },
    async stop() {
      server.kill('SIGINT');
      await new Promise((done) => (server.exitCode === null && server.signalCode === null ? server.once('exit', done) : done()));
      rmSync(folder, { recursive: true, force: true });
      if (database) psql(engine.server, `drop database if exists ${database} with (force)`);
    },
  };
}

function psql(server, sql) {
  execFileSync('psql', [`${server}/postgres`, '-q', '-c', sql], { stdio: 'pipe' });
}

/** Runs the binary as a command-line tool; returns { status, out }. */
export function run(...args) {
  try {
    return { status: 0, out: execFileSync(binary, args, { stdio: 'pipe' }).toString() };
  } catch (error) {
    return { status: error.status, out: `${error.stdout ?? ''}${error.stderr ?? ''}` };
  }
}

export async function openBrowser() {
  if (!browserPath) throw new Error('no Chromium on this machine');
  return chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

/** Somebody at the browser. Every message of the console, failed request and violation of the
 *  content policy is kept and must be none at the end. */
export async function person(browser, office, name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'vi-VN', ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => { if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`); });
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  if (name) {
    await page.goto(`${office.url}/dang-nhap`);
    await page.getByLabel('Tên đăng nhập').fill(name);
    await page.getByLabel('Mật khẩu').fill(password);
    await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
  }
  return { page, context, faults, go: (where) => page.goto(office.url + where) };
}

/** Sets the demonstration's clock. */
export async function setClock(browser, office, day) {
  const visitor = await person(browser, office);
  await visitor.go('/trinh-dien');
  await visitor.page.getByLabel('Hoặc chọn ngày').fill(day);
  await visitor.page.getByRole('button', { name: 'Dời đến ngày này' }).click();
  await visitor.page.getByText(`Hôm nay của bản trình diễn là ${day}`).waitFor();
  await visitor.context.close();
}

/** What is on the page holds at three widths, no id is used twice, axe finds nothing; keeps the pictures. */
export async function look(page, story, name) {
  for (const [width, height] of [[360, 740], [768, 1024], [1280, 900]]) {
    await page.setViewportSize({ width, height });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name} is ${wide} px too wide at ${width}`);
    await page.screenshot({ path: path.join(out, `${story}-${name}-${width}.png`), fullPage: true });
  }
  const twice = await page.$$eval('[id]', (all) => all.map((one) => one.id).filter((id, at, ids) => ids.indexOf(id) !== at));
  assert.deepEqual(twice, [], `${name}: ids used twice`);
  const found = await new AxeBuilder({ page }).setLegacyMode().disableRules(['region']).analyze();
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`), [], name);
}

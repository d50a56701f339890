// Every page that each role can reach by links: it answers, says nothing in the console, does
// not scroll sideways at 360, 768 and 1280 px, and axe finds nothing serious at 360 and 1280.
import test from 'node:test';
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { start, openBrowser, person } from './office.mjs';

const widths = [360, 768, 1280];
const perRole = 60;

/** Pages that differ only by record are of one kind. */
function kindOf(href) {
  const url = new URL(href);
  return url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/(20\d\d-Q\d|20\d\d-H\d|20\d\d-9M|20\d\d)(?=\/|$|\.)/g, '/:ky')
    .replace(/\/\d{2,5}(?=\/|$|\.)/g, '/:ma')
    .replace(/VT-\d{4}-\d{4}/g, ':viec')
    .replace(/\/[A-G]\d\d(?=\/|$)/g, '/:chi-tieu')
    .replace(/\/[A-Z]{3}-\d\d[a-z]?/g, '/:quy-tac')
    .replace(/\/ky-hop\/[\w-]+$/, '/ky-hop/:so')
    .replace(/\/nghi-quyet\/[\w-]+$/, '/nghi-quyet/:so')
    .replace(/\/tin-tuc\/[\w-]+$/, '/tin-tuc/:bai');
}

const isPage = (href) => !/\.(json|csv|xlsx|docx|pdf|atom|ics|xml|txt|jsonld|css|js)$/.test(new URL(href).pathname)
  && !/^\/(tep|static|tile|checkpoint|api|oparl|anh|co-chu|palette)/.test(new URL(href).pathname);

const axed = new Set();
let office;
let browser;
test.before(async () => { office = await start(); browser = await openBrowser(); });
test.after(async () => { await browser?.close(); await office?.stop(); });

for (const role of [null, 'vanphong', 'thuongtruc', 'ubnd', 'xa-13453', 'daibieu1', 'quantri']) {
  test(`every page of ${role ?? 'a visitor'} holds at three widths`, async () => {
    const who = await person(browser, office, role);
    const { page } = who;
    const queue = role ? [`${office.url}/lam-viec`, `${office.url}/lam-viec/toi`] : [`${office.url}/`, `${office.url}/ban-do-trang`];
    const seen = new Set();
    const problems = [];
    while (queue.length > 0 && seen.size < perRole) {
      const href = queue.shift();
      const kind = kindOf(href);
      if (seen.has(kind)) continue;
      seen.add(kind);
      const response = await page.goto(href);
      if (!response || response.status() >= 400) { problems.push(`${kind}: ${response?.status()} at ${href}`); continue; }
      const links = await page.$$eval('a[href]', (all) => all.map((a) => new URL(a.getAttribute('href'), document.baseURI).href));
      for (const link of links) {
        if (link.startsWith(office.url) && isPage(link) && !seen.has(kindOf(link))) queue.push(link.split('#')[0]);
      }
      // A label finds its field by the id: two of one id, and the wrong thing is named
      const twice = await page.$$eval('[id]', (all) => {
        const ids = all.map((element) => element.id);
        return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
      });
      if (twice.length > 0) problems.push(`${kind}: ids used twice: ${twice.join(', ')}`);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) problems.push(`${kind}: ${over} px too wide at ${width}`);
        // Axe takes seconds on a long page, so it reads each kind of page once, for the first role
        if (width === 768 || axed.has(`${kind} ${width}`)) continue;
        axed.add(`${kind} ${width}`);
        const result = await new AxeBuilder({ page }).setLegacyMode().analyze();
        for (const found of result.violations.filter((v) => ['serious', 'critical'].includes(v.impact))) {
          problems.push(`${kind} at ${width}: ${found.id}: ${found.nodes[0].html.slice(0, 160)}`);
        }
      }
    }
    const english = await page.evaluate(() => document.documentElement.lang);
    assert.equal(english, 'vi');
    problems.push(...who.faults);
    assert.ok(seen.size > 3, `only ${seen.size} pages were found`);
    assert.deepEqual(problems, [], `${seen.size} pages of ${role ?? 'a visitor'}`);
    await who.context.close();
  });
}

test('the portal works without JavaScript', async () => {
  const who = await person(browser, office, null, { javaScriptEnabled: false });
  for (const path of ['/', '/tin-tuc', '/ky-hop', '/nghi-quyet', '/giao-ban', '/kien-nghi', '/kien-nghi/gui', '/tra-cuu', '/tiep-xuc-cu-tri', '/viec-theo-doi', '/quy-tac', '/so-lieu']) {
    const response = await who.go(path);
    assert.equal(response.status(), 200, path);
    assert.ok((await who.page.locator('main h1').count()) === 1, `${path} has one heading`);
  }
  await who.go('/tim?q=giao+ban+quy+III');
  assert.ok((await who.page.locator('main li a').count()) > 0, 'search finds without marks');
  await who.context.close();
});

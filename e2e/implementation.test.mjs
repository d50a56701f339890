// A resolution with eleven indicators through three quarters in a real browser, on both engines:
// one was warned of in June and keeps its pace after the third quarter; a figure is changed after
// approval and the old one stays; anyone reads it on a telephone and on paper.
import test from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import { engines, start, openBrowser, person, look, out } from './office.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const water = 'Tỷ lệ hộ nông thôn dùng nước sạch tập trung';
const title = 'Về nhiệm vụ phát triển kinh tế - xã hội năm 2020';

for (const engine of engines()) {
  test(`what became of a resolution, on ${engine.name}`, async (t) => {
    const office = await start(engine);
    const browser = await openBrowser();
    t.after(async () => { await browser.close(); await office.stop(); });
    const ubnd = await person(browser, office, 'ubnd');
    const visitor = await person(browser, office, null);
    let plan;
    let line;

    await t.test('eleven indicators, one of them warned of in June and on track in September', async () => {
      await ubnd.go('/lam-viec/thuc-hien');
      const row = ubnd.page.getByRole('row').filter({ hasText: title });
      assert.match(await row.innerText(), /0\/11/);
      await row.getByRole('link').first().click();
      plan = new URL(ubnd.page.url()).pathname;
      await look(ubnd.page, 'implementation', 'plan');
      await ubnd.page.getByRole('link', { name: water }).first().click();
      line = new URL(ubnd.page.url()).pathname;
      const judged = (period) => ubnd.page.getByRole('row').filter({ hasText: period }).locator('td.state').innerText();
      assert.match(await judged('quý I/2020'), /Đúng tiến độ/);
      assert.match(await judged('quý II/2020'), /Có nguy cơ không đạt/);
      assert.match(await judged('quý III/2020'), /Đúng tiến độ/);
      await look(ubnd.page, 'implementation', 'line');
    });

    await t.test('a department enters its figures in a grid, all faults at once', async () => {
      const land = await person(browser, office, 'phong-tnmt');
      await land.go(`${plan}/so-lieu?ky=2020-Q3`);
      const value = land.page.getByLabel(`Thực hiện: ${water}`).first();
      await value.fill('bảy ba');
      await button(land.page, 'Lưu số liệu').click();
      await land.page.getByText('không phải là số').first().waitFor();
      await look(land.page, 'implementation', 'grid');
      await value.fill('73,4');
      await button(land.page, 'Lưu số liệu').click();
      await land.page.getByText('Ghi lý do sửa').first().waitFor();
      await land.page.getByLabel(`Lý do sửa: ${water}`).first().fill('Đối chiếu với công ty nước sạch');
      await button(land.page, 'Lưu số liệu').click();
      await land.page.getByText('Chờ duyệt').first().waitFor();
      assert.deepEqual(land.faults.filter((fault) => !fault.includes('422')), []);
    });

    await t.test('approved, it stands beside the old one, which stays', async () => {
      await ubnd.go(`${plan}/so-lieu?ky=2020-Q3`);
      await button(ubnd.page, 'Duyệt 1 số liệu').click();
      await ubnd.go(line);
      await ubnd.page.getByText('Đã thay bằng số sau').waitFor();
      await ubnd.page.getByText('Đối chiếu với công ty nước sạch').waitFor();
    });

    await t.test('anyone reads the target, the plan, last year, and what is late in words', async () => {
      await visitor.go('/thuc-hien');
      await look(visitor.page, 'implementation', 'public-list');
      await visitor.page.getByRole('link', { name: 'Nghị quyết số' }).first().click();
      await visitor.page.getByText('73,4').first().waitFor();
      await visitor.page.getByText('Chậm 15 ngày so với hạn 30/09/2020').first().waitFor();
      await look(visitor.page, 'implementation', 'public');
      await visitor.page.emulateMedia({ media: 'print' });
      await visitor.page.screenshot({ path: path.join(out, 'implementation-public-print.png'), fullPage: true });
      await visitor.page.emulateMedia({ media: 'screen' });
      await visitor.go('/thuc-hien/kinh-te-xa-hoi/2020-9M');
      await visitor.page.getByText('109,6%').waitFor();
      await look(visitor.page, 'implementation', 'economy');
      await visitor.page.emulateMedia({ media: 'print' });
      await visitor.page.screenshot({ path: path.join(out, 'implementation-economy-print.png'), fullPage: true });
    });

    assert.deepEqual([...ubnd.faults, ...visitor.faults], []);
  });
}

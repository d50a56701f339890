// A resolution with eleven indicators through three quarters in a real browser, on both engines:
// one was warned of in June and keeps its pace after the third quarter; a figure is changed after
// approval and the old one stays; anyone reads it on a telephone and on paper. What stands in its way is
// taken into the briefing and cleared there, and anyone sees that at the resolution.
import test from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import { engines, start, openBrowser, person, look, out } from './office.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const water = 'Tỷ lệ hộ nông thôn dùng nước sạch tập trung';
const title = 'Về nhiệm vụ phát triển kinh tế - xã hội năm 2020';

for (const engine of engines('SQLite')) {
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
      for (const summary of await visitor.page.locator('details.prints > summary').all()) await summary.click();
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

    const trouble = 'Ba thôn cuối tuyến chưa đấu nối được nước sạch vì đường ống qua đất ruộng chưa có mặt bằng.';
    const decided = 'UBND huyện giải phóng mặt bằng tuyến ống qua ba thôn trước ngày 30/11/2020; công ty nước sạch đấu nối trong tháng 12.';
    let difficulty;

    await t.test('a commune names what stands in the way of it, and the resolution', async () => {
      const commune = await person(browser, office, 'xa-13480');
      await commune.go('/lam-viec/kho-khan/moi');
      await commune.page.getByLabel('Lĩnh vực').fill('Nước sạch nông thôn');
      await commune.page.getByRole('textbox', { name: 'Nội dung' }).fill(trouble);
      const resolutions = commune.page.getByLabel('Nghị quyết liên quan');
      const option = await resolutions.locator('option').filter({ hasText: title }).first().getAttribute('value');
      await resolutions.selectOption(option);
      await button(commune.page, 'Nêu khó khăn').click();
      await commune.page.getByText('Đã ghi khó khăn, vướng mắc').waitFor();
      await commune.page.getByRole('link', { name: 'Nghị quyết' }).first().waitFor();
      difficulty = new URL(commune.page.url()).pathname;
      await look(commune.page, 'implementation', 'difficulty');
      assert.deepEqual(commune.faults, []);
      await commune.context.close();
    });

    await t.test('it is taken into the briefing, and cleared there: what was decided, and by whom', async () => {
      const lan = await person(browser, office, 'vanphong');
      await lan.go(difficulty);
      await button(lan.page, 'Đưa vào giao ban tới').click();
      await lan.page.getByText('Đã đưa vào nội dung Hội nghị giao ban quý III/2020').waitFor();
      const briefing = lan.page.getByRole('main').getByRole('link', { name: 'Hội nghị giao ban quý III/2020' }).first();
      const agenda = await briefing.getAttribute('href');
      await lan.go(agenda.replace(/\/chuong-trinh$/, '/kho-khan'));
      const panel = lan.page.locator('section.panel').filter({ hasText: trouble });
      await panel.getByText('đưa vào nội dung hội nghị này').waitFor();
      await panel.getByText('Trả lời, giao việc, tháo gỡ').click();
      await panel.getByLabel('Trả lời hoặc quyết định').fill(decided);
      await panel.getByRole('button', { name: 'Đã tháo gỡ xong' }).click();
      await lan.page.getByText('Đã ghi nhận tháo gỡ xong').waitFor();
      await lan.go(difficulty);
      await lan.page.getByText(decided).first().waitFor();
      await lan.page.getByText('Hội nghị giao ban quý III/2020').first().waitFor();
      // Anyone reads it once the office has looked at its words
      await lan.page.locator('summary').filter({ hasText: /^Công khai$/ }).click();
      await lan.page.getByLabel('Nội dung công khai', { exact: true }).fill('Ba thôn cuối tuyến chưa đấu nối được nước sạch');
      await lan.page.getByLabel('không nêu tên cá nhân').check();
      await button(lan.page, 'Công khai').first().click();
      await lan.page.getByText('Đã công khai').first().waitFor();
      await look(lan.page, 'implementation', 'cleared');
      assert.deepEqual(lan.faults, []);
      await lan.context.close();
    });

    await t.test('anyone sees at the resolution that it was cleared, what was decided and by whom', async () => {
      await visitor.page.emulateMedia({ media: 'screen' });
      await visitor.go('/thuc-hien');
      await visitor.page.getByRole('link', { name: 'Nghị quyết số' }).first().click();
      await visitor.page.waitForURL((url) => url.pathname.endsWith('/thuc-hien') && url.pathname.startsWith('/nghi-quyet/'));
      await visitor.go(new URL(visitor.page.url()).pathname.replace(/\/thuc-hien$/, ''));
      await visitor.page.getByRole('heading', { name: title }).or(visitor.page.getByText(title)).first().waitFor();
      const cleared = visitor.page.getByRole('link', { name: 'Ba thôn cuối tuyến chưa đấu nối được nước sạch' });
      assert.match(await cleared.innerText(), /đã tháo gỡ ngày 15\/10\/2020: UBND huyện giải phóng mặt bằng.*Hội nghị giao ban quý III\/2020/s);
      await look(visitor.page, 'implementation', 'resolution');
      await cleared.click();
      await visitor.page.getByRole('row').filter({ hasText: decided }).getByText('Hội nghị giao ban quý III/2020').waitFor();
    });

    assert.deepEqual([...ubnd.faults, ...visitor.faults], []);
  });
}

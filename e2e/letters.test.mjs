// Letters of citizens in a real browser on both engines: the clock that changed on 1/7/2026, a
// complaint from the register to its answer, and a denunciation of which nothing is kept.
import test from 'node:test';
import assert from 'node:assert/strict';
import { engines, start, openBrowser, person, setClock } from './office.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });

async function register(who, { kind, received, name, words }) {
  await who.go('/lam-viec/don-thu/moi');
  await who.page.getByLabel('Loại đơn').selectOption({ label: kind });
  await who.page.getByLabel('Lĩnh vực').selectOption({ label: 'Đất đai, bồi thường, tái định cư' });
  await who.page.getByLabel('Ngày nhận').fill(received);
  await who.page.getByLabel(/Họ tên/).fill(name);
  await who.page.getByRole('main').getByLabel(/^Nội dung/).fill(words);
  await button(who.page, 'Vào sổ').click();
  await who.page.getByRole('heading', { name: 'Biên nhận đơn' }).waitFor();
  const receipt = (await who.page.locator('.receipt').textContent()).trim();
  await who.page.getByRole('link', { name: 'Xử lý tiếp' }).click();
  return { path: new URL(who.page.url()).pathname, receipt };
}

const clock = (page, label) => page.locator('main li', { has: page.locator('b', { hasText: label }) }).first();

for (const engine of engines('PostgreSQL')) {
  test(`letters, on ${engine.name}`, async (t) => {
    const office = await start(engine);
    const browser = await openBrowser();
    t.after(async () => { await browser.close(); await office.stop(); });

    await t.test('a complaint goes to the department and its writer looks it up by the receipt', async () => {
      const lan = await person(browser, office, 'vanphong');
      const { path, receipt } = await register(lan, { kind: 'Khiếu nại', received: '14/10/2020', name: 'Người Gửi Một', words: 'Khiếu nại bồi thường thiếu hoa màu.' });
      assert.equal(await lan.page.getByText('Người Gửi Một').count(), 0, 'sealed until it is opened');
      await lan.page.getByLabel('Mục đích mở đơn').selectOption({ label: 'Xử lý đơn' });
      await button(lan.page, 'Mở đơn').click();
      await lan.page.getByText('Người Gửi Một').waitFor();
      await lan.go(path);
      await button(lan.page, 'Lưu kiểm tra').click();
      await lan.page.getByText('Đủ điều kiện xử lý').waitFor();
      await lan.page.getByLabel('Cơ quan khác').check();
      await lan.page.getByLabel(/Cơ quan giải quyết/).selectOption({ label: 'Phòng TN&MT' });
      await button(lan.page, 'Lưu phân loại').click();
      await lan.page.getByLabel('Chuyển đơn').check();
      await lan.page.getByLabel(/Trả lời trước ngày/).fill('20/11/2020');
      await button(lan.page, 'Đề xuất').click();
      await lan.page.getByRole('heading', { name: 'PHIẾU CHUYỂN ĐƠN' }).waitFor();
      const chair = await person(browser, office, 'chutich');
      await chair.go(path);
      await button(chair.page, 'Đồng ý, phát hành').click();
      await chair.page.getByText(/Phiếu chuyển \d+\/PC-HĐND/).first().waitFor();
      const visitor = await person(browser, office, null, { viewport: { width: 360, height: 780 } });
      await visitor.go('/tra-cuu');
      await visitor.page.getByLabel('Mã').fill(receipt.toLowerCase());
      await button(visitor.page, 'Tra cứu').click();
      await visitor.page.getByText(/đang giải quyết, hạn trả lời 20\/11\/2020/).waitFor();
      for (const who of [lan, chair, visitor]) assert.deepEqual(who.faults, []);
    });

    await t.test('what is typed of a denunciation is thrown away', async () => {
      const lan = await person(browser, office, 'vanphong');
      await lan.go('/lam-viec/don-thu/moi');
      await lan.page.getByLabel('Loại đơn').selectOption({ label: 'Tố cáo' });
      await lan.page.getByLabel('Lĩnh vực').selectOption({ label: 'Cán bộ, công chức, thủ tục hành chính' });
      await lan.page.getByLabel(/Số ở sổ giấy/).fill('09/TC');
      await lan.page.getByLabel(/Họ tên/).fill('Người Tố Cáo');
      await button(lan.page, 'Vào sổ').click();
      await lan.page.getByText(/chưa lưu gì/).first().waitFor();
      assert.equal(await lan.page.getByLabel(/Họ tên/).inputValue(), '');
      await button(lan.page, 'Vào sổ').click();
      await lan.page.getByText('09/TC').waitFor();
      assert.equal(await button(lan.page, 'Mở đơn').count(), 0);
    });

    await t.test('the clocks of 30/6/2026 and of 1/7/2026 explain themselves day by day', async () => {
      await setClock(browser, office, '01/07/2026');
      const lan = await person(browser, office, 'vanphong');
      const old = await register(lan, { kind: 'Khiếu nại', received: '30/6/2026', name: 'Người Cũ', words: 'Khiếu nại cũ về đất.' });
      await clock(lan.page, 'Thụ lý khiếu nại').getByText('Vì sao là ngày này').click();
      await clock(lan.page, 'Thụ lý khiếu nại').getByText(/chậm nhất 10 ngày sau ngày mốc .*02\/2011\/QH13/).waitFor();
      await lan.page.screenshot({ path: 'out/don-30-6-2026.png', fullPage: true });
      const fresh = await register(lan, { kind: 'Khiếu nại', received: '1/7/2026', name: 'Người Mới', words: 'Khiếu nại mới về nhà.' });
      assert.notEqual(old.path, fresh.path);
      await clock(lan.page, 'Thụ lý khiếu nại').getByText('Vì sao là ngày này').click();
      await clock(lan.page, 'Thụ lý khiếu nại').getByText(/chậm nhất 7 ngày làm việc .*155\/2026\/NĐ-CP/).waitFor();
      await clock(lan.page, 'Thụ lý khiếu nại').getByText(/Thứ Bảy 0?4\/0?7\/2026: ngày nghỉ hằng tuần/).waitFor();
      await lan.page.screenshot({ path: 'out/don-1-7-2026.png', fullPage: true });
      assert.deepEqual(lan.faults, []);
    });
  });
}

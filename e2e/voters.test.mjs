// What voters ask, in a real browser on both engines: noted on a telephone without a network,
// forwarded, answered, confirmed; and a Word table of a hundred and seventeen.
import test from 'node:test';
import assert from 'node:assert/strict';
import { engines, start, openBrowser, person } from './office.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const asked = 'Đề nghị mở rộng cống qua đường trục thôn Đại Vượng để thoát nước.';

for (const engine of engines('SQLite')) {
  test(`a petition of Liêm Túc, on ${engine.name}`, async (t) => {
    const office = await start(engine);
    const browser = await openBrowser();
    t.after(async () => { await browser.close(); await office.stop(); });
    const lan = await person(browser, office, 'vanphong');

    await t.test('a delegate notes on a telephone, and a lost line loses nothing', async () => {
      const delegate = await person(browser, office, 'daibieu1', { viewport: { width: 360, height: 780 } });
      await delegate.go('/lam-viec/tiep-xuc');
      await delegate.page.getByRole('link', { name: 'Nhà văn hóa thôn Đại Vượng' }).click();
      const meeting = delegate.page.url();
      await delegate.page.getByRole('heading', { name: '2 ý kiến' }).waitFor();
      await delegate.page.getByLabel('Ý kiến', { exact: true }).fill('Cống qua đường trục thôn hẹp, nước không thoát kịp.');
      await delegate.page.waitForTimeout(600);
      await delegate.context.setOffline(true);
      await button(delegate.page, 'Ghi ý kiến').click();
      await delegate.page.waitForTimeout(500);
      await delegate.context.setOffline(false);
      await delegate.page.goto(meeting);
      await delegate.page.getByText(/Đã lấy lại bản nháp/).waitFor();
      await button(delegate.page, 'Ghi ý kiến').click();
      await delegate.page.getByRole('heading', { name: '3 ý kiến' }).waitFor();
    });

    await t.test('the office makes a petition of it and forwards it', async () => {
      await lan.go('/lam-viec/tiep-xuc');
      await lan.page.getByRole('link', { name: 'Nhà văn hóa thôn Đại Vượng' }).click();
      await lan.page.locator('li', { hasText: 'Cống qua đường trục' }).getByRole('link', { name: 'Thành kiến nghị' }).click();
      await lan.page.getByLabel('Nội dung kiến nghị').fill(asked);
      await button(lan.page, 'Ghi kiến nghị').click();
      await lan.page.getByLabel('Thẩm quyền').selectOption({ label: 'Huyện' });
      await lan.page.getByLabel('Lĩnh vực').selectOption({ label: 'Đất đai, tài nguyên, môi trường' });
      await lan.page.getByLabel('Cơ quan giải quyết').selectOption({ label: 'Phòng TN&MT' });
      await button(lan.page, 'Lưu phân loại').click();
      await lan.page.getByRole('link', { name: 'Chuyển Phòng TN&MT' }).click();
      await lan.page.getByRole('heading', { name: /PHIẾU CHUYỂN/ }).waitFor();
      await button(lan.page, 'Gửi 1 phiếu chuyển').click();
      await lan.page.locator('.flash').getByText(/Đã gửi 1 phiếu chuyển \(\d+\/PC-HĐND\)/).waitFor();
    });

    await t.test('it is answered, taken, confirmed, and anyone can follow it', async () => {
      const department = await person(browser, office, 'phong-tnmt');
      await department.go('/lam-viec');
      await department.page.getByText(asked).first().waitFor();
      await department.go('/lam-viec/kien-nghi');
      await department.page.getByRole('link', { name: asked }).click();
      const page = new URL(department.page.url()).pathname;
      await department.page.getByLabel('Đã giải quyết xong').check();
      await department.page.getByLabel('Nội dung trả lời').fill('Đã mở rộng cống, nghiệm thu ngày 14/10/2020.');
      await department.page.getByLabel('Số, ngày văn bản').fill('91/TNMT, 15/10/2020');
      await button(department.page, 'Gửi trả lời').click();
      await department.page.locator('main .badge').getByText('Đã trả lời, chờ đánh giá').waitFor();
      const chair = await person(browser, office, 'chutich');
      await chair.go(page);
      await button(chair.page, 'Đồng ý với trả lời').click();
      await chair.page.locator('main .badge').getByText('Đã giải quyết xong').waitFor();
      const commune = await person(browser, office, 'xa-13480', { viewport: { width: 360, height: 780 } });
      await commune.go(page);
      await commune.page.getByLabel('Xã xác nhận đã xong').check();
      await button(commune.page, 'Xác nhận').click();
      await commune.page.locator('.flash').getByText(/Đã xác nhận/).waitFor();
      const visitor = await person(browser, office);
      await visitor.go('/kien-nghi?q=mo+rong+cong');
      await visitor.page.getByRole('link', { name: asked }).click();
      await visitor.page.getByText(/Phòng TN&MT: đã giải quyết xong/).first().waitFor();
      await visitor.page.getByText('Xã xác nhận đã xong').first().waitFor();
      for (const who of [department, chair, commune, visitor]) assert.deepEqual(who.faults, []);
    });

    await t.test('a table of 117 is pasted, three cells are corrected, it is taken in and taken back', async () => {
      const row = (number, place = 'xã Liêm Phong') => `${number}\tHạng mục số ${number} cần giải quyết\tthôn ${number}, ${place}\thuyện\tGiao thông\tUBND huyện`;
      const head = 'STT\tNội dung kiến nghị\tCử tri\tThẩm quyền\tLĩnh vực\tCơ quan giải quyết';
      const rows = Array.from({ length: 117 }, (_, i) => row(i + 1));
      const wrong = [...rows];
      wrong[4] = row(5, 'xã Liêm Phog');
      wrong[49] = wrong[49].replace('huyện\tGiao', 'hujện\tGiao');
      wrong[99] = wrong[99].replace('Hạng mục số 100 cần giải quyết', '');
      await lan.go('/lam-viec/nhap/kien-nghi');
      await lan.page.getByLabel('Bảng', { exact: true }).fill([head, ...wrong].join('\n'));
      await button(lan.page, 'Xem trước').click();
      await lan.page.getByRole('heading', { name: 'Chưa ghi gì: 3 ô cần sửa' }).waitFor();
      await lan.page.getByLabel('Bảng', { exact: true }).fill([head, ...rows].join('\n'));
      await button(lan.page, 'Xem trước').click();
      await button(lan.page, 'Nhập 117 kiến nghị').click();
      await lan.page.getByText(/Đã nhập 117 kiến nghị/).first().waitFor({ timeout: 30000 });
      await lan.go('/lam-viec/kien-nghi?q=hang+muc+so');
      await lan.page.getByText('117 kiến nghị, mới nhất trước').waitFor();
      await lan.go('/lam-viec/nhap/kien-nghi');
      await button(lan.page, 'Hoàn tác cả đợt').click();
      await lan.page.locator('.flash').getByText('Đã hoàn tác 117 dòng.').waitFor();
      await lan.go('/lam-viec/kien-nghi?nhom=tat-ca&q=hang+muc+so');
      await lan.page.getByText('Không có kiến nghị nào khớp bộ lọc.').waitFor();
    });
    assert.deepEqual(lan.faults.filter((fault) => !fault.includes('422')), []);
  });
}

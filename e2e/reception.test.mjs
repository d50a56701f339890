// A joint reception at Thanh Hải in a real browser, on both engines: posted, somebody comes, the
// matter leaves with a body and a day, and the citizen has a paper.
import test from 'node:test';
import assert from 'node:assert/strict';
import { engines, start, openBrowser, person, setClock } from './office.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const secret = 'Nguyễn Văn Kín Đáo';

for (const engine of engines('PostgreSQL')) {
  test(`a joint reception at Thanh Hải, on ${engine.name}`, async (t) => {
    const office = await start(engine);
    const browser = await openBrowser();
    t.after(async () => { await browser.close(); await office.stop(); });
    let lan = await person(browser, office, 'vanphong');
    let reception;

    await t.test('it is planned and posted, and anyone sees it', async () => {
      await lan.go('/lam-viec/tiep-cong-dan/moi');
      await lan.page.getByLabel('Loại').selectOption({ label: 'Tiếp chung tại xã' });
      await lan.page.getByLabel('Ngày').fill('26/10/2020');
      await lan.page.getByLabel('Địa điểm').fill('Hội trường UBND xã');
      await lan.page.getByLabel('Đơn vị').selectOption({ label: 'Xã Thanh Hải' });
      await lan.page.getByLabel('Cơ quan tiếp 2').selectOption({ label: 'HĐND xã Thanh Hải' });
      await lan.page.locator('#nguoi-2').fill('Chủ tịch HĐND xã');
      await button(lan.page, 'Lập buổi tiếp').click();
      await button(lan.page, 'Đăng lịch').click();
      await lan.page.getByText('Đã đăng trước 7 ngày làm việc').waitFor();
      reception = new URL(lan.page.url()).pathname;
      const visitor = await person(browser, office, null, { viewport: { width: 360, height: 780 } });
      await visitor.go('/lich-tiep-cong-dan');
      await visitor.page.getByText('08:00, Thứ Hai, 26/10/2020').waitFor();
      assert.deepEqual(visitor.faults, []);
    });

    await t.test('somebody comes, is sealed, and leaves with a body and a day', async () => {
      await setClock(browser, office, '26/10/2020');
      lan = await person(browser, office, 'vanphong');
      await lan.go(reception);
      await lan.page.getByRole('link', { name: 'Ghi lượt tiếp' }).click();
      await lan.page.getByLabel('Khiếu nại').check();
      await lan.page.getByLabel('Họ tên', { exact: true }).fill(secret);
      await lan.page.locator('#noi-dung').fill('Việc thu hồi đất của gia đình.');
      await button(lan.page, 'Ghi lượt tiếp').click();
      await lan.page.getByRole('heading', { name: /Lượt tiếp TD-2020-/ }).waitFor();
      assert.equal(await lan.page.getByText(secret).count(), 0);
      await lan.page.getByLabel('Chuyển cơ quan có thẩm quyền').check();
      await lan.page.getByLabel('Cơ quan chịu trách nhiệm').selectOption({ label: 'Phòng TN&MT' });
      await lan.page.getByLabel('Thời hạn').fill('20/11/2020');
      await button(lan.page, 'Ghi kết quả').click();
      await lan.page.getByText(/Phiếu chuyển \d+\/PC-HĐND gửi Phòng TN&MT/).waitFor();
    });

    await t.test('it opens by a deed that everyone sees, and the citizen has a paper', async () => {
      await button(lan.page, 'Mở họ tên, nội dung').click();
      await lan.page.getByText(secret).waitFor();
      await lan.page.getByRole('heading', { name: 'Đã mở niêm phong' }).waitFor();
      await button(lan.page, 'In phiếu cho công dân').click();
      const receipt = await lan.page.locator('.receipt').innerText();
      assert.match(receipt, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
      await lan.go(reception);
      await button(lan.page, 'Ghi đã tiếp xong').click();
      await lan.page.getByText('Đã tiếp', { exact: true }).waitFor();
      assert.deepEqual(lan.faults, []);
    });
  });
}

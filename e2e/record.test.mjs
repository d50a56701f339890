// What a session leaves behind, clicked through: a rating counted by two, a telephone paired, the
// minutes approved and signed, a resolution published, corrected, amended, repealed, sent up.
import test from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import { engines, look as looked, openBrowser, out, person, start } from './office.mjs';

const look = (page, name) => looked(page, 'record', name);

const AGENDA = 'Khai mạc kỳ họp\tChủ tịch HĐND huyện\t15\nLấy phiếu tín nhiệm\tThường trực HĐND\t30\nBế mạc kỳ họp\t\t10';
const RATED = 'Minh Họa Một, Chủ tịch UBND huyện\nMinh Họa Hai, Trưởng Ban Pháp chế\nMinh Họa Ba, Ủy viên UBND huyện';
const text = (amount) => `QUYẾT NGHỊ:\nĐiều 1. Phạm vi\nNghị quyết này quy định mức hỗ trợ kênh mương.\nĐiều 2. Mức hỗ trợ\nKênh loại một: ${amount} triệu đồng.`;
const SCAN = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

/** Presses a button of the page and waits for the page that answers. */
const press = (page, name) => Promise.all([page.waitForEvent('load'), page.getByRole('main').getByRole('button', { name, exact: true }).first().click()]);
/** Fills fields by their ids. */
async function fill(page, values) { for (const [id, value] of Object.entries(values)) await page.locator(`#${id}`).fill(String(value)); }

/** Types the tellers' record: papers, then high, medium, low of each. */
async function count(page, papers, marks) {
  await fill(page, { 'phat-ra': papers[0], 'thu-vao': papers[1], 'khong-hop-le': papers[2] });
  for (const [i, [high, medium, low]] of marks.entries()) await fill(page, { [`cao-${i + 1}`]: high, [`tin-nhiem-${i + 1}`]: medium, [`thap-${i + 1}`]: low });
  await press(page, 'Gửi để xác nhận');
}

/** Enters a resolution of 15/10/2020 that is in force from 25/10/2020; returns its page. */
async function resolution(clerk, number, title, words) {
  const { page } = clerk;
  await clerk.go('/lam-viec/nghi-quyet/moi');
  await page.getByRole('radio', { name: 'Cá biệt' }).check();
  await fill(page, { so: number, 'trich-yeu': title, 'thong-qua': '15/10/2020', ky: '15/10/2020', 'hieu-luc-tu': '25/10/2020', 'toan-van': words });
  await page.locator('#ky-hop').selectOption({ index: 1 });
  await page.getByLabel('Công khai trên cổng').check();
  await page.getByRole('main').getByRole('button').first().click();
  await page.waitForURL(/nghi-quyet\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

for (const engine of engines('SQLite')) {
  test(`what a session leaves behind, ${engine.name}`, { timeout: 300_000 }, async (t) => {
    const browser = await openBrowser();
    const office = await start(engine);
    const clerk = await person(browser, office, 'vanphong'), chair = await person(browser, office, 'chutich');
    const phone = await person(browser, office, null, { viewport: { width: 360, height: 740 } }), visitor = await person(browser, office);
    const { page } = clerk;
    for (const one of [clerk, chair, phone, visitor]) one.page.setDefaultTimeout(10_000);
    t.after(async () => { await page.screenshot({ path: path.join(out, 'record-last.png'), fullPage: true }).catch(() => {}); await browser.close(); await office.stop(); });

    await clerk.go('/lam-viec/ky-hop/moi');
    for (const [id, value] of [['Loại kỳ họp', 'thematic'], ['Trạng thái', 'convened']]) await page.getByLabel(id).selectOption(value);
    for (const [id, value] of [['Số thứ tự trong khóa', '21'], ['Ngày khai mạc', '15/10/2020']]) await page.getByLabel(id).fill(value);
    await page.getByRole('main').getByRole('button').first().click();
    await page.waitForURL(/ky-hop\/[0-9a-f-]{36}$/);
    const work = new URL(page.url()).pathname;
    await clerk.go(`${work}/chuong-trinh`);
    await page.getByLabel('Chương trình').fill(AGENDA);
    await press(page, 'Thêm các dòng');
    await clerk.go(`${work}/dieu-hanh`);
    await press(page, 'Bắt đầu phiên họp');
    await clerk.go(`${work}/diem-danh`);
    await press(page, 'Ghi có mặt mọi đại biểu chưa điểm danh');

    // A rating: what is missing is seen, and where the second count differs from the first
    await clerk.go(`${work}/dieu-hanh`);
    await press(page, 'Tiến hành nội dung 2');
    await press(page, 'Mở biểu quyết');
    await page.getByText('Nhập tên từng người').first().waitFor();
    assert.equal(await page.getByText('Nghị quyết thông qua khi có từ').count(), 0, 'a rating has no majority');
    await page.getByLabel('Tên trong phiếu bầu').fill(RATED);
    await press(page, 'Mở biểu quyết');
    await count(page, [33, 33, 1], [[20, 7, 5], [2, 7, 24], [0, 4, 28]]);
    await page.getByText('nhiều hơn 32 phiếu hợp lệ').first().waitFor();
    await look(page, 'count');
    await count(page, [33, 33, 1], [[20, 7, 5], [2, 7, 20], [0, 4, 28]]);
    await page.getByText('Chờ người khác xác nhận').waitFor();
    await chair.go(`${work}/dieu-hanh`);
    await chair.page.getByText('Nhập lại biên bản kiểm phiếu').click();
    await count(chair.page, [33, 34, 1], [[20, 7, 5], [2, 7, 19], [0, 4, 28]]);
    assert.ok(await chair.page.locator('#thu-vao').isVisible(), 'the refused count is in sight');
    await count(chair.page, [33, 33, 1], [[20, 7, 5], [2, 7, 19], [0, 4, 28]]);
    await chair.page.getByText('Minh Họa Hai, Trưởng Ban Pháp chế, tín nhiệm thấp: 20, nay 19').waitFor();
    await clerk.go(`${work}/dieu-hanh`);
    await press(page, 'Xác nhận kết quả');
    await Promise.all([page.waitForURL(/bieu-quyet/), page.getByRole('link', { name: /^Số 1/ }).click()]);
    for (const follows of ['không có hệ quả', 'có thể xin từ chức', 'bỏ phiếu tín nhiệm']) await page.getByText(follows).first().waitFor();
    await look(page, 'rating');

    // A telephone: a wrong code stays to be corrected, the right one holds once
    await clerk.go(`${work}/thiet-bi`);
    await press(page, 'Cấp mã cho Bùi Thị Bích');
    await page.getByAltText('Mã QR').waitFor();
    const code = await page.locator('code').innerText();
    for (const [typed, words] of [['abc', 'gồm 8 chữ và số'], ['ABCD2345', 'không đúng'], [code.toLowerCase(), 'Bùi Thị Bích']]) {
      if (typed === 'abc') await phone.go('/ghep');
      await phone.page.getByLabel('Mã ghép').fill(typed);
      await press(phone.page, 'Tiếp tục');
      await phone.page.getByText(words).first().waitFor();
      await look(phone.page, 'pair');
    }
    await press(phone.page, 'Ghép thiết bị này');
    await phone.page.getByText('Đã ghép thiết bị').waitFor();
    await visitor.go(`/ghep/${code.replace('-', '')}`);
    await visitor.page.getByText('đã dùng').first().waitFor();

    // The minutes: approved with what was just typed, closed, their scan kept and shown
    await chair.go(`${work}/dieu-hanh`);
    await press(chair.page, 'Cất kết quả, trở lại nội dung');
    await chair.page.locator('summary', { hasText: 'Bế mạc kỳ họp' }).click();
    await press(chair.page, 'Bế mạc');
    await chair.go(`${work}/bien-ban`);
    await chair.page.getByLabel('Nội dung ghi biên bản').first().fill('Chủ tịch HĐND khai mạc (dữ liệu minh họa).');
    await press(chair.page, 'Duyệt biên bản');
    await chair.page.getByText('Chủ tịch HĐND khai mạc (dữ liệu minh họa).').waitFor();
    assert.equal(await chair.page.getByRole('main').locator('textarea').count(), 0, 'approved minutes are read');
    await clerk.go(`${work}/bien-ban`);
    for (const [name, buffer] of [['ghi-chu.txt', Buffer.from('Ghi tay')], ['bien-ban-ky.pdf', SCAN]]) {
      await page.getByLabel('Bản đã ký (quét)').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
      await page.getByLabel('Công khai bản đã ký trên cổng').check();
      await press(page, 'Lưu bản đã ký');
      await page.getByText(name === 'ghi-chu.txt' ? '(PDF hoặc ảnh)' : 'Đã lưu bản đã ký').first().waitFor();
      await look(page, 'minutes');
    }
    await visitor.go('/ky-hop/18-21/dien-bien');
    await visitor.page.getByRole('link', { name: 'bien-ban-ky.pdf' }).waitFor();

    // A resolution: corrected, amended in one article, repealed; its text at a day; sent up
    const first = await resolution(clerk, '90', 'Về mức hỗ trợ kênh mương', text(300));
    await clerk.go(`${first}/dinh-chinh`);
    await fill(page, { sai: '300', dung: '320', 'ly-do': 'Nhầm khi đánh máy', 'so-van-ban': '12/ĐC-HĐND', 'ngay-ky': '15/10/2020', 'nguoi-ky': 'Minh Họa', 'toan-van': text(320) });
    await press(page, 'Ghi đính chính');
    await visitor.go('/nghi-quyet/2020-90');
    await visitor.page.getByText('320 triệu đồng').waitFor();
    await visitor.page.getByRole('link', { name: 'Bản trước đính chính' }).click();
    await visitor.page.getByText('300 triệu đồng').waitFor();
    const second = await resolution(clerk, '91', 'Sửa đổi mức hỗ trợ kênh mương', text(400));
    await clerk.go(`${second}/quan-he`);
    for (const [kind, way, day] of [['amends', 'replace', '01/11/2020'], ['repeals', 'whole', '01/12/2020']]) {
      await page.locator(`[name=loai][value=${kind}]`).check();
      await page.locator(`[name=cach][value=${way}]`).check();
      await page.locator('#nghi-quyet').selectOption({ index: 1 });
      const isPart = way === 'replace';
      await fill(page, { 'tu-ngay': day, dieu: isPart ? 'Điều 2' : '', 'noi-dung': isPart ? 'Điều 2. Mức hỗ trợ\nKênh loại một: 400 triệu đồng.' : '' });
      await press(page, 'Ghi quan hệ');
      await page.getByText('Đã ghi quan hệ').waitFor();
    }
    await page.getByText('Bỏ quan hệ này').first().click();
    await press(page, 'Bỏ quan hệ');
    assert.equal(await page.locator('details[open]').count(), 1, 'the reason is asked where it was not given');
    await look(page, 'relations');
    await visitor.go('/nghi-quyet/2020-90/hop-nhat?ngay=05/11/2020');
    await visitor.page.locator('ins', { hasText: '400' }).first().waitFor();
    await look(visitor.page, 'text-at-a-day');
    await clerk.go(`${work}/gui-cap-tren`);
    await page.getByText('Thứ Hai, 26/10/2020').first().waitFor();
    await page.locator('#gui-len').fill('15/10/2020');
    await press(page, 'Lưu ngày gửi');
    await page.getByText('Đã gửi').first().waitFor();
    await look(page, 'sent-up');
    for (const one of [clerk, chair, phone, visitor]) assert.deepEqual(one.faults.filter((fault) => !fault.includes('422')), []);
  });
}

// A thematic oversight at two communes in a real browser, on both engines: from the programme to a
// recommendation that is late, urged twice, done and public; field notes on a telephone whose line
// breaks; every screen looked at on three widths.
import test from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { engines, openBrowser, out, person, setClock, start } from './office.mjs';

const TITLE = 'Việc chi trả chính sách hỗ trợ hộ nghèo';
const FIX = 'Chi trả đủ tiền hỗ trợ còn thiếu cho 14 hộ';
const button = (page, name) => page.getByRole('main').getByRole('button', { name, exact: true });

async function look(page, name) {
  for (const [width, height] of [[360, 740], [768, 1024], [1280, 900]]) {
    await page.setViewportSize({ width, height });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name} is ${wide} px too wide at ${width}`);
    await page.screenshot({ path: path.join(out, `oversight-${name}-${width}.png`), fullPage: true });
  }
  const twice = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
  });
  assert.deepEqual(twice, [], `${name}: ids used twice`);
  const found = await new AxeBuilder({ page }).setLegacyMode().disableRules(['region']).analyze();
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`), [], name);
}

/** A hearing about a follow-up that was urged twice, from its proposal to a conclusion that anyone reads. */
async function hearing(chair, visitor, follow) {
  const { page } = chair;
  page.setDefaultTimeout(15_000);
  await chair.go(follow);
  await page.getByText(/^Chuyển bước 3:/).click();
  await page.locator('[name=ly-do-chuyen]').fill('Đã đôn đốc hai lần.');
  await button(page, 'Ký chuyển bước 3').click();
  await page.locator('.flash').waitFor();
  await chair.go(`/lam-viec/giai-trinh/moi?viec=${follow.split('/').pop()}`);
  await look(page, 'hearing-new');
  await page.getByLabel('Người giải trình (chức vụ)').fill('Trưởng phòng Lao động - Thương binh và Xã hội');
  await page.getByLabel('Ngày họp').fill('07/11/2020');
  await button(page, 'Lập phiên giải trình').click();
  await page.waitForURL(/giai-trinh\/[0-9a-f-]{36}$/);
  await button(page, 'Ghi đã thông báo').click();
  await page.getByText('Thông báo muộn', { exact: true }).first().waitFor();
  await page.getByLabel(/^Diễn biến/).fill('Trưởng phòng giải trình: thiếu hồ sơ của 14 hộ.');
  await look(page, 'hearing-held');
  await button(page, 'Ghi đã tổ chức').click();
  await page.locator('.flash').getByText(/việc theo dõi chuyển bước 4/).waitFor();
  await page.getByRole('textbox', { name: 'Kết luận', exact: true }).fill('Phòng chi trả xong cho 14 hộ ngay trong tháng 11.');
  for (const vote of await page.locator('select[name^=phieu-]').all()) await vote.selectOption('yes');
  await look(page, 'hearing-votes');
  await button(page, 'Ghi kết luận').click();
  await page.locator('.flash').getByText('Đã ghi kết luận phiên giải trình.').waitFor();
  await look(page, 'hearing');
  const code = (await page.locator('.eyebrow').first().textContent()).match(/GT-\d{4}-\d{4}/)[0];
  await visitor.go(`/giai-trinh/${code}`);
  await visitor.page.getByText('Phòng chi trả xong cho 14 hộ').waitFor();
  await look(visitor.page, 'hearing-public');
}

for (const engine of engines('SQLite')) {
  test(`an oversight from programme to result, ${engine.name}`, { timeout: 600_000 }, async (t) => {
    const browser = await openBrowser();
    const office = await start(engine);
    const clerk = await person(browser, office, 'vanphong');
    const { page } = clerk;
    page.setDefaultTimeout(15_000);
    t.after(async () => { await page.screenshot({ path: path.join(out, 'oversight-last.png'), fullPage: true }).catch(() => {}); await browser.close(); await office.stop(); });

    // The year on its strip, then a new one
    await clerk.go('/lam-viec/giam-sat');
    await page.getByText(/Năm 2020 có/).first().waitFor();
    await look(page, 'list');
    await page.getByRole('link', { name: 'Lập cuộc giám sát, khảo sát' }).click();
    await look(page, 'new');
    await page.getByLabel('Chủ thể giám sát').selectOption({ label: 'Thường trực HĐND huyện' });
    await page.getByLabel('Tên cuộc giám sát, khảo sát').fill(TITLE);
    await page.getByLabel('Dự kiến từ ngày').fill('15/10/2020');
    await page.getByLabel('Đến ngày').fill('30/11/2020');
    await page.getByLabel('Nội dung', { exact: false }).first().fill('Việc xác định hộ nghèo');
    await button(page, 'Lập đề xuất').click();
    await page.waitForURL(/giam-sat\/[0-9a-f-]{36}$/);
    const work = new URL(page.url()).pathname;
    const code = (await page.locator('.eyebrow').first().textContent()).match(/GS-\d{4}-\d{4}/)[0];

    await button(page, 'Đưa vào chương trình').click();
    await page.getByText('Đã đưa vào chương trình.').waitFor();
    await page.getByLabel('Trưởng đoàn').selectOption({ label: 'Trần Xuân Thành' });
    await button(page, 'Ghi thành phần đoàn').click();
    await page.getByText('Trưởng đoàn: Trần Xuân Thành').waitFor();
    for (const name of ['HĐND xã Thanh Hà', 'HĐND xã Liêm Túc']) {
      await clerk.go(work);
      if (!(await page.locator('#co-quan-gs').isVisible())) await page.getByText('Thêm cơ quan', { exact: true }).first().click();
      await page.locator('#co-quan-gs').selectOption({ label: name });
      await page.getByLabel(/Hạn nộp báo cáo/).fill('26/10/2020');
      await button(page, 'Thêm cơ quan').click();
      await page.getByText('Đã thêm cơ quan chịu sự giám sát.').waitFor();
    }
    await page.getByLabel(/Số quyết định/).fill('31/QĐ-HĐND-TT');
    await button(page, 'Ghi quyết định').click();
    await page.getByText('Đã ghi quyết định thành lập đoàn.').waitFor();
    await button(page, 'Ghi ngày gửi').click();
    await page.getByText('Đã ghi ngày gửi kế hoạch, đề cương.').waitFor();
    await page.getByText('Lập lịch một buổi').click();
    await page.getByLabel('Ngày làm việc').fill('26/10/2020');
    await page.getByLabel('Địa điểm').fill('Trụ sở UBND xã Thanh Hà');
    await button(page, 'Lập lịch').click();
    await page.getByText('Đã lập lịch.').waitFor();
    await look(page, 'detail');
    const visit = await page.getByRole('link', { name: /Trụ sở UBND xã Thanh Hà/ }).getAttribute('href');

    await t.test('a commune hands its report in', async () => {
      const commune = await person(browser, office, 'xa-13453', { viewport: { width: 360, height: 780 } });
      await commune.go('/lam-viec');
      await commune.page.getByText('Nộp báo cáo phục vụ giám sát').first().waitFor();
      await commune.go(work);
      await commune.page.getByLabel(/Tóm tắt báo cáo/).fill('Đã chi trả đủ 212 hộ.');
      await button(commune.page, 'Nộp báo cáo').click();
      await commune.page.locator('.flash').getByText('Đã nộp báo cáo.').waitFor();
      await look(commune.page, 'overseen');
      assert.deepEqual(commune.faults, []);
    });

    await t.test('notes on a telephone, and a lost line loses nothing', async () => {
      await setClock(browser, office, '26/10/2020');
      const phone = await person(browser, office, 'vanphong', { viewport: { width: 360, height: 780 } });
      await phone.go(visit);
      await phone.page.getByRole('textbox', { name: 'Ghi chép', exact: true }).fill('14 hộ ở thôn Mậu Chử chưa nhận đủ tiền.');
      await phone.page.waitForTimeout(600);
      await phone.context.setOffline(true);
      await button(phone.page, 'Ghi').click();
      await phone.page.waitForTimeout(500);
      await phone.context.setOffline(false);
      await phone.go(visit);
      await phone.page.getByText(/Đã lấy lại bản nháp/).waitFor();
      await button(phone.page, 'Ghi').click();
      await phone.page.getByRole('heading', { name: '1 ghi chép' }).waitFor();
      await phone.page.getByLabel('Nội dung biên bản').fill('Thống nhất số liệu với xã.');
      await button(phone.page, 'Ghi kết quả').click();
      await phone.page.locator('.flash').getByText('Đã ghi kết quả làm việc.').waitFor();
      await look(phone.page, 'visit');
    });

    await t.test('reported, concluded, recommended', async () => {
      await clerk.go(work);
      await button(page, 'Ghi kết thúc').click();
      await page.getByText('Đã ghi kết thúc làm việc tại cơ sở.').waitFor();
      await setClock(browser, office, '30/10/2020');
      await clerk.go(work);
      await page.getByLabel('Tóm tắt báo cáo').first().fill('Chi trả cơ bản đủ; còn 14 hộ thiếu.');
      await button(page, 'Ghi báo cáo').click();
      await page.getByText('Đã ghi báo cáo của đoàn.').waitFor();
      await button(page, 'Ghi xem xét').click();
      await page.getByText('Đã ghi xem xét báo cáo.').waitFor();
      await page.getByRole('textbox', { name: 'Kết luận', exact: true }).fill('UBND huyện khắc phục ngay các trường hợp còn thiếu.');
      await button(page, 'Ghi kết luận').click();
      await page.getByText(/Đã ghi kết luận/).waitFor();
      await page.getByLabel('Loại kiến nghị').selectOption('settle_case');
      await page.getByLabel('Nội dung kiến nghị').fill(FIX);
      await page.getByLabel('Cơ quan chủ trì').selectOption({ label: 'Phòng LĐ-TB&XH' });
      await page.getByLabel('Hạn thực hiện').fill('06/11/2020');
      await button(page, 'Ban hành kiến nghị').click();
      await page.getByText('Đã ban hành kiến nghị và lập việc theo dõi.').waitFor();
      await look(page, 'recommended');
    });

    await t.test('late, urged twice, done, public', async () => {
      await setClock(browser, office, '07/11/2020');
      await clerk.go(work);
      await page.getByRole('link', { name: /^VT-2020-/ }).first().click();
      const follow = new URL(page.url()).pathname;
      for (let i = 0; i < 2; i++) {
        await clerk.go(follow);
        await page.getByRole('link', { name: 'Soạn công văn đôn đốc' }).click();
        await button(page, 'Gửi 1 công văn').click();
        await page.locator('.flash').getByText(/Đã gửi 1 công văn đôn đốc/).waitFor();
      }
      const visitor = await person(browser, office);
      await visitor.go(`/giam-sat/${code}`);
      await visitor.page.getByText('Quá hạn 1 ngày').first().waitFor();
      await visitor.page.getByText(/Bước đôn đốc 2/).waitFor();
      await look(visitor.page, 'public-late');
      // Taken to the higher level in vain, it is explained at a hearing
      const chair = await person(browser, office, 'chutich');
      await hearing(chair, visitor, follow);
      assert.deepEqual(chair.faults, []);
      const body = await person(browser, office, 'phong-ldtbxh');
      await body.go(follow);
      await button(body.page, 'Nhận việc').click();
      await body.go(follow);
      await body.page.getByLabel('Nội dung trả lời').fill('Đã chi trả đủ 14 hộ.');
      await body.page.getByLabel(/^Minh chứng/).fill('52/LĐTBXH, 07/11/2020');
      await button(body.page, 'Gửi trả lời').click();
      await body.page.locator('.flash').getByText(/Đã gửi trả lời/).waitFor();
      await clerk.go(follow);
      await page.getByLabel('Hoàn thành', { exact: true }).check();
      await button(page, 'Ghi đánh giá').click();
      await page.locator('.flash').getByText(/Đã đánh giá/).waitFor();
      await clerk.go(work);
      await page.getByText('Kết thúc', { exact: true }).first().click();
      await button(page, 'Kết thúc').click();
      await page.locator('.flash').getByText('Đã kết thúc.').waitFor();
      await visitor.go(`/giam-sat/${code}`);
      await visitor.page.getByText('Hoàn thành, ngày 07/11/2020').waitFor();
      await visitor.page.getByText('1 đã kết thúc').waitFor();
      await look(visitor.page, 'public');
      await visitor.page.emulateMedia({ media: 'print' });
      await visitor.page.screenshot({ path: path.join(out, 'oversight-public-print.png'), fullPage: true });
      await visitor.page.emulateMedia({ media: 'screen' });
      await visitor.go('/giam-sat');
      await look(visitor.page, 'public-list');
      for (const who of [visitor, body]) assert.deepEqual(who.faults, []);
    });
    assert.deepEqual(clerk.faults, []);
  });
}

// The quarter's briefing as its people live it, from the missing reports to the public notice,
// on both engines; the files are opened by the programs the office uses.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { engines, start, openBrowser, person, run, out, setClock } from './office.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });

/** The words of a PDF. */
function words(file) {
  return execFileSync('pdftotext', ['-layout', file, '-']).toString().replace(/\s+/g, ' ');
}

for (const engine of engines()) {
  test(`the briefing of quarter III, on ${engine.name}`, async (t) => {
    const office = await start(engine);
    const browser = await openBrowser();
    t.after(async () => { await browser.close(); await office.stop(); });
    const lan = await person(browser, office, 'vanphong');
    await lan.go('/lam-viec/giao-ban');
    await lan.page.getByRole('link', { name: 'quý III/2020' }).first().click();
    const briefing = new URL(lan.page.url()).pathname;

    await t.test('reminds the three communes in two clicks', async () => {
      await lan.go(`${briefing}/ma-tran`);
      await lan.page.getByRole('heading', { name: '13/16 báo cáo quý III/2020' }).waitFor();
      await lan.page.getByRole('link', { name: 'Nhắc 3 xã chưa nộp đủ' }).click();
      await button(lan.page, 'Gửi 3 công văn').click();
      await lan.page.getByText('Đã gửi 3 công văn đôn đốc (06, 07, 08/HĐND-TT)').waitFor();
    });

    await t.test('a commune reports on a telephone and loses nothing when something is missing', async () => {
      const commune = await person(browser, office, 'xa-13465', { viewport: { width: 360, height: 780 } });
      await commune.go(`${briefing}/bao-cao`);
      await commune.page.getByLabel(/Kết quả trong quý/).fill('Đã tổ chức 01 kỳ họp, 03 phiên họp Thường trực.');
      await button(commune.page, 'Gửi báo cáo').first().click();
      const summary = commune.page.locator('.error-summary li');
      await summary.first().waitFor();
      assert.ok((await summary.count()) > 10, 'every missing figure is named at once');
      assert.match(await commune.page.getByLabel(/Kết quả trong quý/).inputValue(), /03 phiên họp/);
      for (const tick of await commune.page.locator('input[name^="khong-"]').all()) {
        if ((await tick.getAttribute('name')) !== 'khong-D06') await tick.check();
      }
      await commune.page.getByLabel(/Nhiệm vụ trọng tâm quý tới/).fill('Chuẩn bị kỳ họp thường lệ cuối năm.');
      await commune.page.locator('input[name="tep"]').setInputFiles({
        name: 'Báo cáo đã ký.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n'),
      });
      await button(commune.page, 'Gửi báo cáo').first().click();
      await commune.page.getByText('Đã nộp báo cáo, chậm 7 ngày so với hạn.').waitFor();
      // The signed scan is the commune's and the office's; another commune does not learn of it
      await commune.go(`${briefing}/bao-cao`);
      const scan = commune.page.getByRole('link', { name: 'Báo cáo đã ký.pdf' });
      await scan.waitFor();
      const address = office.url + (await scan.getAttribute('href'));
      assert.equal((await lan.context.request.get(address)).status(), 200, 'the office opens it');
      const other = await person(browser, office, 'xa-13453');
      assert.equal((await other.context.request.get(address)).status(), 404, 'another commune does not');
      // The refusal itself is a 422, which the browser's console names
      assert.deepEqual(commune.faults.filter((fault) => !fault.includes('422')), []);
      await lan.go(`${briefing}/ma-tran`);
      await lan.page.getByRole('heading', { name: '14/16 báo cáo quý III/2020' }).waitFor();
    });

    await t.test('the aggregate comes as a workbook', async () => {
      await lan.go(`${briefing}/tong-hop`);
      await button(lan.page, /báo cáo tổng hợp/).click();
      await lan.page.getByText('Liêm Thuận').first().waitFor();
      const href = await lan.page.locator('main a[href$=".xlsx"]').first().getAttribute('href');
      const file = await lan.context.request.get(office.url + href);
      assert.equal(file.status(), 200);
      const bytes = await file.body();
      assert.equal(bytes.subarray(0, 2).toString(), 'PK');
    });

    await t.test('six conclusions become a notice that Writer opens, the undated one after a warning', async () => {
      await lan.go(briefing);
      for (const [who, what, when] of [
        ['UBND huyện', 'Chỉ đạo giải quyết dứt điểm 5 kiến nghị của cử tri về giao thông.', '30/11/2020'],
        ['UBND huyện', 'Báo cáo tiến độ thực hiện các nghị quyết của HĐND huyện.', 'kỳ tới'],
        ['Ủy ban MTTQ huyện', 'Giám sát việc giải quyết ý kiến, kiến nghị của cử tri.', 'cuối quý'],
        ['Phòng NN&PTNT', 'Hoàn thành nạo vét kênh tiêu liên xã.', '21/10/2020'],
        ['UBND huyện', 'Công khai lịch tiếp công dân quý IV/2020.', '20/10/2020'],
        ['Ủy ban MTTQ huyện', 'Tuyên truyền, vận động nhân dân thực hiện nghị quyết.', ''],
      ]) {
        await lan.go(`${briefing}/ket-luan`);
        const form = lan.page.locator(`form[action="${briefing}/ket-luan"]`).last();
        await form.getByLabel('Ai', { exact: true }).selectOption({ label: who });
        await form.getByLabel('Bao giờ').fill(when);
        // Typed in the room: no hand leaves the keys
        await form.getByLabel('Việc gì').fill(what);
        await form.getByLabel('Việc gì').press('Control+Enter');
        await lan.page.getByText(what).first().waitFor();
      }
      await lan.go(briefing);
      await lan.page.locator(`form[action="${briefing}/hop"] button`).first().click();
      const chair = await person(browser, office, 'chutich');
      await chair.go(`${briefing}/ket-luan`);
      await chair.page.getByText('Chủ tọa lưu ý').first().waitFor();
      await chair.go(`${briefing}/thong-bao`);
      await button(chair.page, 'Ban hành thông báo').click();
      await chair.page.locator('.error-summary').waitFor();
      await chair.page.locator('input[name="dong-y"]').check();
      await button(chair.page, 'Ban hành thông báo').click();
      await chair.page.waitForURL((url) => !url.pathname.endsWith('/thong-bao'));
      assert.deepEqual(chair.faults.filter((fault) => !fault.includes('422')), []);

      const visitor = await person(browser, office);
      await visitor.go('/giao-ban/2020-Q3');
      await visitor.page.screenshot({ path: path.join(out, `giao-ban-${engine.name}.png`), fullPage: true });
      await visitor.page.getByRole('link', { name: '03/TB-HĐND' }).click();
      const folder = mkdtempSync(path.join(tmpdir(), 'nghisu-notice-'));
      for (const ending of ['docx', 'pdf']) {
        const href = await visitor.page.locator(`main a[href$=".${ending}"]`).first().getAttribute('href');
        const file = await visitor.context.request.get(office.url + href);
        assert.equal(file.status(), 200, href);
        writeFileSync(path.join(folder, `thong-bao.${ending}`), await file.body());
      }
      const claims = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', '03/TB-HĐND', 'Hoàn thành nạo vét kênh tiêu liên xã.', '21/10/2020'];
      const printed = words(path.join(folder, 'thong-bao.pdf'));
      for (const claim of claims) assert.ok(printed.includes(claim), `the PDF lacks “${claim}”`);
      execFileSync('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'pdf',
        '--outdir', path.join(folder, 'office'), path.join(folder, 'thong-bao.docx')], { stdio: 'pipe' });
      const opened = words(path.join(folder, 'office', 'thong-bao.pdf'));
      for (const claim of claims) assert.ok(opened.includes(claim), `Writer shows no “${claim}”`);
      assert.deepEqual(visitor.faults, []);
    });

    await t.test('the People\'s Committee takes one conclusion and disputes another', async () => {
      const ubnd = await person(browser, office, 'ubnd');
      await ubnd.go('/lam-viec/viec');
      await ubnd.page.getByRole('link', { name: /Chỉ đạo giải quyết dứt điểm 5 kiến nghị/ }).click();
      await button(ubnd.page, 'Nhận việc').click();
      await ubnd.page.locator('.flash').getByText(/Đã nhận/).waitFor();
      await ubnd.go('/lam-viec/viec');
      await ubnd.page.getByRole('link', { name: 'Công khai lịch tiếp công dân quý IV/2020.' }).click();
      await ubnd.page.locator('summary').getByText('Đề nghị xem lại').click();
      await ubnd.page.locator('[name="ly-do-xem-lai"]').fill('Lịch do Văn phòng HĐND và UBND công khai.');
      await ubnd.page.locator('form[action$="/xem-lai"] button').click();
      await ubnd.page.locator('main .badge').getByText('Đề nghị xem lại').first().waitFor();
      assert.deepEqual(ubnd.faults, []);
    });

    await t.test('a week later the late one is urged by a numbered letter, and anyone can see it', async () => {
      await setClock(browser, office, '23/10/2020');
      await lan.go('/lam-viec/viec?nhom=qua-han');
      const row = lan.page.locator('tr', { hasText: 'Hoàn thành nạo vét kênh tiêu liên xã.' });
      await row.locator('input[name="viec"]').check();
      await button(lan.page, /^Đôn đốc/).click();
      await button(lan.page, /^Gửi 1 công văn/).click();
      await lan.page.locator('.flash').getByText(/Đã gửi 1 công văn đôn đốc \(09\/HĐND-TT\)/).waitFor();
      const visitor = await person(browser, office);
      await visitor.go('/giao-ban/2020-Q3');
      await visitor.page.getByRole('link', { name: 'Hoàn thành nạo vét kênh tiêu liên xã.' }).click();
      await visitor.page.getByText(/quá hạn 2 ngày/).first().waitFor();
      await visitor.page.getByText(/đã đôn đốc 1 lần/).first().waitFor();
      assert.deepEqual(visitor.faults, []);
    });

    await t.test('the briefing of quarter IV opens with what is still open', async () => {
      await setClock(browser, office, '22/12/2020');
      await lan.go('/lam-viec/giao-ban');
      await lan.page.getByRole('link', { name: 'Lập kế hoạch' }).first().click();
      await lan.page.locator('[name="quy"]').selectOption('2020-Q4');
      await lan.page.locator('[name="ngay-hop"]').fill('15/01/2021');
      await lan.page.locator('[name="gio"]').fill('08:00');
      await lan.page.locator('[name="dia-diem"]').fill('Hội trường UBND huyện');
      await lan.page.getByRole('main').locator('form button[type="submit"]').last().click();
      await lan.page.getByRole('heading', { name: 'Hội nghị giao ban quý IV/2020' }).waitFor();
      await lan.page.getByText('Hoàn thành nạo vét kênh tiêu liên xã.').first().waitFor();
      await lan.page.getByText('từ quý I/2020, lần thứ 3').first().waitFor();
    });

    await t.test('the data folder verifies without a network', async () => {
      const verified = run('verify', '--data', office.data, ...(office.database ? ['--database', office.database] : []));
      assert.equal(verified.status, 0, verified.out);
    });
    assert.deepEqual(lan.faults, []);
  });
}

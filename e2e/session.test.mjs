// A thematic session as a whole: prepared, debated article by article, 36 delegates of whom 32
// vote from devices of their own, questions with a promise, and what becomes of it all.
import test from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { randomUUID } from 'node:crypto';
import { Device } from './device.mjs';
import { engines, look as looked, openBrowser, out, person, setClock, start } from './office.mjs';

const look = (page, name) => looked(page, 'session', name);

const AGENDA = [
  ['Khai mạc kỳ họp', 'Chủ tịch HĐND huyện', '10'],
  ['Tờ trình, dự thảo Nghị quyết về mức hỗ trợ cứng hóa kênh mương', 'UBND huyện', '30'],
  ['Thảo luận tại hội trường', '', '60'],
  ['Chất vấn và trả lời chất vấn', '', '60'],
  ['Báo cáo kết quả phòng, chống thiên tai', 'UBND huyện', '10'],
  ['Báo cáo tiến độ cấp nước sạch', 'UBND huyện', '10'],
  ['Bầu Ủy viên UBND huyện', 'Thường trực HĐND', '20'],
  ['Bế mạc kỳ họp', '', '10'],
].map((cells) => cells.join('\t')).join('\n');

const DRAFT = `Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Xét Tờ trình của Ủy ban nhân dân huyện;
QUYẾT NGHỊ:
Điều 1. Phạm vi điều chỉnh
Nghị quyết này quy định mức hỗ trợ cứng hóa kênh mương trên địa bàn huyện.
Điều 2. Mức hỗ trợ
1. Kênh loại một: 300 triệu đồng một ki-lô-mét.
2. Kênh loại hai: 200 triệu đồng một ki-lô-mét.
Điều 3. Tổ chức thực hiện
Giao Ủy ban nhân dân huyện tổ chức thực hiện Nghị quyết này.`;

/** Three more delegates, so that the council has 36 seats; their names say that nobody is meant. */
async function threeMore(browser, office) {
  const admin = await person(browser, office, 'quantri');
  for (const name of ['Minh Họa Thứ Nhất', 'Minh Họa Thứ Hai', 'Minh Họa Thứ Ba']) {
    await admin.go('/lam-viec/nguoi');
    await admin.page.getByLabel('Họ và tên').fill(name);
    await admin.page.getByRole('main').getByRole('button', { name: /Thêm|Ghi|Lưu/ }).first().click();
    await admin.page.waitForURL(/nguoi\/[0-9a-f-]{36}$/);
    await admin.page.getByLabel('Cơ quan', { exact: true }).selectOption({ label: 'Hội đồng nhân dân huyện Thanh Liêm' });
    await admin.page.getByLabel('Chức vụ', { exact: true }).selectOption('delegate');
    await admin.page.getByLabel('Từ ngày').fill('01/10/2020');
    await admin.page.getByRole('main').getByRole('button', { name: /Thêm|Ghi|Lưu/ }).last().click();
    await admin.page.getByText('Đại biểu HĐND').first().waitFor();
  }
  await admin.context.close();
}

for (const engine of engines('PostgreSQL')) {
  test(`a session from its preparation to what it leads to, ${engine.name}`, { timeout: 900_000 }, async (t) => {
    const browser = await openBrowser();
    const office = await start(engine);
    const clerk = await person(browser, office, 'vanphong');
    const { page } = clerk;
    page.setDefaultTimeout(10_000);
    t.after(async () => { await page.screenshot({ path: path.join(out, 'session-last.png'), fullPage: true }).catch(() => {}); await browser.close(); await office.stop(); });
    await threeMore(browser, office);

    // Planned for Tuesday 20/10/2020, its agenda pasted, its papers listed, then convened
    await clerk.go('/lam-viec/ky-hop/moi');
    await page.getByLabel('Số thứ tự trong khóa').fill('21');
    await page.getByLabel('Loại kỳ họp').selectOption('thematic');
    await page.getByLabel('Trạng thái').selectOption('planned');
    await page.getByLabel('Ngày khai mạc').fill('20/10/2020');
    await page.getByRole('main').getByRole('button', { name: /Nhập|Lưu/ }).first().click();
    await page.waitForURL(/ky-hop\/[0-9a-f-]{36}$/);
    const work = new URL(page.url()).pathname;
    const id = work.split('/').pop();
    await clerk.go(`${work}/chuong-trinh`);
    await page.getByLabel('Chương trình').fill(AGENDA);
    await page.getByRole('button', { name: 'Thêm các dòng' }).click();
    await page.getByText('Đã thêm 8 nội dung').waitFor();
    await clerk.go(`${work}/chuan-bi`);
    await page.getByLabel('Nội dung thẩm tra').selectOption({ index: 1 });
    await page.getByLabel('Ban thẩm tra').selectOption({ label: 'Ban Kinh tế - Xã hội' });
    await page.getByRole('button', { name: 'Phân công', exact: true }).click();
    await page.getByText('Thẩm tra: Ban Kinh tế - Xã hội (chủ trì)').waitFor();
    await page.getByRole('button', { name: 'Lập danh mục từ chương trình' }).click();
    await page.getByText(/Đã lập danh mục \d+ tài liệu/).waitFor();
    await page.getByText('Phát hành được sau khi ghi triệu tập kỳ họp.').waitFor();
    assert.equal(await page.getByRole('button', { name: /Phát hành/ }).count(), 0);
    await clerk.go(work);
    await page.getByRole('button', { name: 'Ghi triệu tập' }).click();
    await page.getByText('Đã triệu tập').first().waitFor();

    // The People's Committee hands the draft's papers in, on the last day
    const committee = await person(browser, office, 'ubnd');
    const folder = mkdtempSync(path.join(tmpdir(), 'nghisu-session-'));
    const paper = path.join(folder, 'to-trinh.docx');
    await clerk.go(`${work}/chuan-bi`);
    const [agenda] = await Promise.all([page.waitForEvent('download'), page.locator('li', { hasText: 'Chương trình kỳ họp' }).getByRole('link', { name: 'Word' }).click()]);
    await agenda.saveAs(paper);
    await committee.go('/lam-viec/tai-lieu');
    await look(committee.page, 'owed');
    await committee.page.getByRole('link', { name: /^Tờ trình: .*kênh mương/ }).click();
    await committee.page.getByLabel('Tệp tài liệu').setInputFiles(paper);
    await committee.page.getByRole('button', { name: 'Nộp', exact: true }).click();
    await committee.page.getByText('Đã nộp tài liệu').waitFor();
    await clerk.go(`${work}/chuan-bi`);
    await page.getByRole('button', { name: 'Phát hành 1 tài liệu mới' }).click();
    await page.getByText('Đã phát hành 1 tài liệu').waitFor();
    await page.getByText('36 đại biểu').first().waitFor();
    await look(page, 'preparation');

    // The draft, open for comment; a delegate proposes another Điều 2
    await clerk.go(`${work}/du-thao/moi`);
    await page.getByLabel('Nội dung trong chương trình').selectOption({ index: 1 });
    await page.getByLabel('Tên nghị quyết').fill('Về mức hỗ trợ cứng hóa kênh mương');
    await page.getByLabel('Cơ quan trình').selectOption({ label: 'UBND huyện' });
    await page.getByLabel('Văn bản dự thảo').fill(DRAFT);
    await page.getByRole('button', { name: 'Lưu dự thảo' }).click();
    await page.waitForURL(/du-thao\/[0-9a-f-]{36}$/);
    const draft = new URL(page.url()).pathname;
    await page.getByLabel('Ngày cuối nhận góp ý').fill('19/10/2020');
    await page.getByLabel('Công khai trên cổng').check();
    await page.getByRole('button', { name: 'Đưa ra lấy ý kiến' }).click();
    await page.getByText('Góp ý đến').waitFor();
    const delegate = await person(browser, office, 'daibieu1');
    await delegate.go('/lam-viec/tai-lieu');
    await delegate.page.getByText('1 tài liệu, 1 chưa mở').waitFor();
    await look(delegate.page, 'reader');
    await delegate.go(`${draft}/gop-y?loai=replace&dieu=${encodeURIComponent('Điều 2')}`);
    const standing = await delegate.page.getByLabel('Nội dung đề nghị').inputValue();
    const wanted = (standing || DRAFT.split('\n').slice(5, 8).join('\n')).replace('200 triệu', '250 triệu');
    await delegate.page.getByLabel('Nội dung đề nghị').fill(wanted);
    await delegate.page.getByLabel('Lý do').fill('Giá vật liệu đã tăng.');
    await delegate.page.getByRole('button', { name: 'Gửi ý kiến' }).click();
    await delegate.page.getByText('Giá vật liệu đã tăng.').first().waitFor();
    await clerk.go(draft);
    await page.getByRole('link', { name: 'Giải trình, tiếp thu' }).first().click();
    await page.getByLabel('Tiếp thu', { exact: true }).check();
    await page.getByLabel('Giải trình', { exact: true }).fill('Phù hợp khả năng ngân sách.');
    await page.getByRole('button', { name: 'Lưu giải trình' }).click();
    await page.waitForLoadState();
    await clerk.go(draft);
    await page.getByRole('button', { name: 'Lập bản tiếp thu' }).click();
    await page.locator('ins', { hasText: '250' }).first().waitFor();
    await page.locator('del', { hasText: '200' }).first().waitFor();
    await look(page, 'compare');

    // A question put before the session
    await delegate.go(`/lam-viec/chat-van/moi?ky-hop=${id}`);
    await delegate.page.getByLabel('Chất vấn tại').selectOption(id);
    await delegate.page.getByLabel('Cơ quan của người bị chất vấn').selectOption({ label: 'UBND huyện' });
    await delegate.page.getByLabel('Người bị chất vấn', { exact: true }).fill('Chủ tịch UBND huyện');
    await delegate.page.getByLabel('Nội dung chất vấn').fill('Bao giờ hoàn thành nạo vét kênh tiêu liên xã?');
    await delegate.page.getByRole('main').getByRole('button', { name: /chất vấn/ }).click();
    await delegate.page.waitForURL(/chat-van\/[0-9a-f-]{36}$/);
    const question = new URL(delegate.page.url()).pathname;
    const code = (await delegate.page.getByRole('heading', { level: 1 }).textContent()).match(/CV-\d{4}-\d{4}/)[0];
    await clerk.go(`${work}/chat-van`);
    await page.getByLabel('Tên nhóm vấn đề').last().fill('Thủy lợi');
    await page.getByLabel('Người trả lời chất vấn').last().fill('Chủ tịch UBND huyện');
    await page.getByRole('button', { name: 'Thêm nhóm' }).click();
    await page.getByRole('heading', { name: 'Nhóm 1: Thủy lợi' }).waitFor();
    await page.getByLabel(code).selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Lưu xếp nhóm' }).click();
    await page.getByRole('button', { name: 'Ghi HĐND chọn' }).waitFor();
    await look(page, 'questions');

    // The day. Four are away, 32 are present from devices of their own
    await setClock(browser, office, '20/10/2020');
    await clerk.go(`${work}/dieu-hanh`);
    await page.getByRole('button', { name: 'Bắt đầu phiên họp' }).click();
    const names = [...Array.from({ length: 31 }, (_, i) => `daibieu${i + 1}`), 'chutich'];
    const seats = [];
    for (const name of names) seats.push(await new Device(office.url).signIn(name));
    const came = await Promise.all(seats.map((one) => one.post(`/lam-viec/phong-hop/${id}`, { viec: 'co-mat' })));
    for (const answer of came) assert.equal(answer.status, 303);
    await clerk.go(`${work}/diem-danh`);
    await page.getByText('32/36').waitFor();

    await clerk.go(`${work}/dieu-hanh`);
    const step = (title) => page.locator('ol.course li', { hasText: title }).getByRole('button');
    await step('Khai mạc').click();
    await step('Thảo luận').click();
    await page.locator('ol.course li[aria-current=step]', { hasText: 'Thảo luận' }).waitFor();
    for (const one of seats.slice(0, 3)) {
      assert.equal((await one.post(`/lam-viec/phong-hop/${id}`, { viec: 'dang-ky', kieu: 'discussion' })).status, 303);
    }
    await page.locator('ol.queue li').nth(2).waitFor();
    for (let i = 0; i < 3; i++) {
      await page.getByRole('button', { name: /^Mời/ }).first().click();
      await page.waitForLoadState();
    }
    await page.getByRole('button', { name: 'Kết thúc lượt phát biểu' }).click();

    /** Opens a vote on the item, has everybody vote at once, closes it. */
    const cast = async (choice) => {
      const html = await seats[0].page(`/lam-viec/phong-hop/${id}`);
      const poll = html.match(/name="bieu-quyet" value="([^"]+)"/)[1];
      const answers = await Promise.all(seats.map((one, i) => one.post(`/lam-viec/phong-hop/${id}/phieu`, {
        'bieu-quyet': poll, phieu: randomUUID(), 'lua-chon': choice(i), dang: 'json',
      })));
      for (const answer of answers) assert.equal(answer.status, 200);
      return poll;
    };
    await step('cứng hóa kênh mương').click();
    await page.locator('ol.course li[aria-current=step]', { hasText: 'cứng hóa kênh mương' }).waitFor();
    await clerk.go(draft);
    await page.getByRole('button', { name: 'Ghi trình kỳ họp' }).click();
    await page.getByText('Trình kỳ họp').first().waitFor();
    await clerk.go(`${work}/dieu-hanh`);
    await page.getByRole('button', { name: 'Mở biểu quyết' }).click();
    await page.getByRole('button', { name: 'Kết thúc biểu quyết' }).waitFor();
    await cast((i) => (i === 7 ? 'not_voting' : 'yes'));
    await clerk.go(`${work}/dieu-hanh`);
    await page.getByRole('button', { name: 'Kết thúc biểu quyết' }).click();
    await page.getByText('31/36 đại biểu tán thành').first().waitFor();
    await page.getByRole('button', { name: 'Cất kết quả' }).click();

    // Two reports decided in one block
    await step('phòng, chống thiên tai').click();
    await page.locator('ol.course li[aria-current=step]', { hasText: 'phòng, chống thiên tai' }).waitFor();
    await page.getByText('Tên trong phiếu, biểu quyết nhiều nội dung').click();
    await page.getByLabel(/cấp nước sạch/).check();
    await page.getByRole('button', { name: 'Mở biểu quyết' }).click();
    await page.getByRole('button', { name: 'Kết thúc biểu quyết' }).waitFor();
    await cast(() => 'yes');
    await clerk.go(`${work}/dieu-hanh`);
    await page.getByRole('button', { name: 'Kết thúc biểu quyết' }).click();
    await page.getByText('32/36 đại biểu tán thành').first().waitFor();
    await page.getByRole('button', { name: 'Cất kết quả' }).click();

    // An election on paper: the tellers' numbers are confirmed by another
    await step('Bầu Ủy viên').click();
    await page.locator('ol.course li[aria-current=step]', { hasText: 'Bầu Ủy viên' }).waitFor();
    await page.getByLabel('Tên trong phiếu bầu').fill('Minh Họa Văn Ứng, Ủy viên UBND huyện (dữ liệu minh họa)');
    await page.getByRole('button', { name: 'Mở biểu quyết' }).click();
    for (const [label, value] of [['Phát ra', '32'], ['Thu vào', '32'], ['Không hợp lệ', '1']]) await page.getByLabel(label).fill(value);
    await page.getByLabel('Đồng ý', { exact: true }).fill('29');
    await page.getByLabel('Không đồng ý').fill('2');
    await page.getByRole('button', { name: 'Gửi để xác nhận' }).click();
    await page.getByText('Chờ người khác xác nhận').waitFor();
    const chair = await person(browser, office, 'chutich');
    await chair.go(`${work}/dieu-hanh`);
    await chair.page.getByRole('button', { name: 'Xác nhận kết quả' }).click();
    await chair.page.getByText('29/36 đại biểu đồng ý').first().waitFor();
    await chair.page.getByRole('button', { name: 'Cất kết quả' }).click();

    // Questions in the hall, with a promise
    await clerk.go(`${work}/dieu-hanh`);
    await step('Chất vấn').click();
    await clerk.go(`${work}/chat-van`);
    await page.getByRole('button', { name: 'Ghi HĐND chọn' }).click();
    await page.getByText('HĐND chọn chất vấn').first().waitFor();
    await clerk.go(question);
    await page.getByLabel('Ngày trả lời').fill('20/10/2020');
    await page.getByLabel('Người trả lời, ký').fill('Chủ tịch UBND huyện');
    await page.getByLabel('Nội dung trả lời').fill('Đang nạo vét, còn 2 km.');
    await page.getByText('Có lời hứa').click();
    await page.getByLabel('Lời hứa', { exact: true }).first().fill('Hoàn thành nạo vét kênh tiêu liên xã.');
    await page.getByLabel('Cơ quan thực hiện').first().selectOption({ label: 'UBND huyện' });
    await page.getByLabel('Hạn thực hiện').first().fill('30/11/2020');
    await page.getByRole('button', { name: 'Ghi trả lời' }).first().click();
    await page.getByText('Hoàn thành nạo vét kênh tiêu liên xã.').first().waitFor();
    await look(page, 'question');

    // Over; the minutes, on paper
    await clerk.go(`${work}/dieu-hanh`);
    await step('Bế mạc').click();
    await page.locator('summary', { hasText: 'Bế mạc kỳ họp' }).click();
    await page.getByRole('button', { name: 'Bế mạc', exact: true }).click();
    await page.getByText('Phiên họp đã kết thúc').waitFor();
    await clerk.go(`${work}/bien-ban`);
    await page.getByText('Có mặt 32/36 đại biểu').waitFor();
    const [minutes] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải .docx' }).click()]);
    const minutesFile = path.join(folder, 'bien-ban.docx');
    await minutes.saveAs(minutesFile);
    execFileSync('soffice', ['--headless', '--convert-to', 'txt:Text', '--outdir', folder, minutesFile], { stdio: 'pipe', env: { ...process.env, HOME: folder } });
    const words = execFileSync('cat', [path.join(folder, 'bien-ban.txt')]).toString();
    assert.match(words, /31\/36 đại biểu tán thành/);
    assert.match(words, /29 đồng ý, 2 không đồng ý/);

    // The draft becomes the resolution, signed and published; the clock of sending it up runs
    await clerk.go(draft);
    await page.getByRole('button', { name: 'Lập nghị quyết' }).click();
    await page.getByText('Nghị quyết số').first().waitFor();
    await clerk.go(draft);
    await page.locator('dl.facts').getByRole('link', { name: /Nghị quyết số/ }).click();
    await page.getByLabel('Ngày ký chứng thực').fill('20/10/2020');
    await page.getByLabel('Ngày có hiệu lực').fill('20/10/2020');
    await page.getByLabel('Công khai trên cổng').check();
    await page.getByRole('button', { name: 'Lưu thay đổi' }).click();
    await page.getByText('Thứ Sáu, 23/10/2020').first().waitFor();
    await clerk.go('/lam-viec');
    await page.getByText('Hoàn thành nạo vét kênh tiêu liên xã.').first().waitFor();
    await look(page, 'today');
    const visitor = await person(browser, office);
    await visitor.go('/ky-hop/18-21');
    await visitor.page.getByRole('link', { name: 'Nghị quyết thông qua tại kỳ họp' }).click();
    await visitor.page.getByRole('link', { name: /kênh mương/ }).first().click();
    await visitor.page.getByText('250 triệu đồng').waitFor();
    await visitor.page.getByRole('link', { name: /Kết quả biểu quyết|Biểu quyết/ }).first().waitFor();
    await look(visitor.page, 'resolution');
    await visitor.go(`/chat-van/${code}`);
    await visitor.page.getByText('Hoàn thành nạo vét kênh tiêu liên xã.').first().waitFor();
    for (const one of [clerk, committee, delegate, chair, visitor]) {
      assert.deepEqual(one.faults.filter((fault) => !fault.includes('422')), []);
    }
  });
}

// A session in the chamber: 33 delegates, the office, the chair, the screen in the hall.
import test from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { Device } from './device.mjs';
import { engines, look as looked, openBrowser, out, person, start } from './office.mjs';

const look = (page, name) => looked(page, 'chamber', name);

async function devices(office) {
  const all = [];
  for (let i = 1; i <= 31; i++) all.push(await new Device(office.url).signIn(`daibieu${i}`));
  return all;
}

const PASTED = '1\tKhai mạc kỳ họp\tChủ tịch HĐND huyện\t15\n2\tTờ trình dự thảo Nghị quyết về phân bổ vốn\tUBND huyện\t20\n3\tThảo luận tại hội trường\t\t60\n4\tBầu Ủy viên UBND huyện\tThường trực HĐND\t20\n5\tBế mạc kỳ họp\t\t10';

for (const engine of engines('PostgreSQL')) {
  test(`a thematic session from the agenda to the minutes, ${engine.name}`, { timeout: 600_000 }, async (t) => {
    const browser = await openBrowser();
    const office = await start(engine);

    const clerk = await person(browser, office, 'vanphong');
    const { page } = clerk;
    page.setDefaultTimeout(10_000);
    t.after(async () => { await page.screenshot({ path: path.join(out, 'chamber-last.png'), fullPage: true }).catch(() => {}); await browser.close(); await office.stop(); });

    // A session of today, its agenda pasted
    await clerk.go('/lam-viec/ky-hop/moi');
    await page.getByLabel('Số thứ tự trong khóa').fill('21');
    await page.getByLabel('Loại kỳ họp').selectOption('thematic');
    await page.getByLabel('Trạng thái').selectOption('convened');
    await page.getByLabel('Ngày khai mạc').fill('15/10/2020');
    await page.getByRole('main').getByRole('button', { name: /Nhập|Lưu/ }).first().click();
    await page.waitForURL(/ky-hop\/[0-9a-f-]{36}$/);
    const work = new URL(page.url()).pathname;
    const id = work.split('/').pop();
    await page.getByRole('main').getByRole('link', { name: 'Chương trình', exact: true }).click();
    await page.getByLabel('Chương trình').fill(PASTED);
    await page.getByRole('button', { name: 'Thêm các dòng' }).click();
    await page.getByText('Đã thêm 5 nội dung').waitFor();
    await page.getByText(/48(,0)?%/).first().waitFor();
    await look(page, 'agenda');

    // Begun; the roll: delegates say so themselves, four are away
    await clerk.go(`${work}/dieu-hanh`);
    await page.getByRole('button', { name: 'Bắt đầu phiên họp' }).click();
    const delegates = await devices(office);
    const here = delegates.slice(0, 28);
    for (const one of here) assert.equal((await one.post(`/lam-viec/phong-hop/${id}`, { viec: 'co-mat' })).status, 303);
    await clerk.go(`${work}/diem-danh`);
    await page.getByText('28/33').waitFor();
    const chairLine = page.locator('tr', { hasText: 'Trần Xuân Thành' });
    await chairLine.getByRole('combobox').selectOption('present');
    await page.getByRole('button', { name: 'Lưu điểm danh' }).first().click();
    await page.getByText('29/33').waitFor();
    await page.getByText('Đủ số đại biểu để họp').waitFor();
    await look(page, 'roll');

    // The screen in the hall follows by itself
    const hall = await person(browser, office);
    await hall.go(`/ky-hop/18-21/man-hinh`);
    await clerk.go(`${work}/dieu-hanh`);
    const step = (title) => page.locator('ol.course li', { hasText: title }).getByRole('button');
    await step('Khai mạc').click();
    await hall.page.getByText('Khai mạc kỳ họp').waitFor({ timeout: 5_000 });
    await step('Thảo luận').click();

    // Three speakers in the order in which they asked
    for (const one of here.slice(0, 3)) {
      assert.equal((await one.post(`/lam-viec/phong-hop/${id}`, { viec: 'dang-ky', kieu: 'discussion' })).status, 303);
    }
    await page.locator('ol.queue li').nth(2).waitFor({ timeout: 5_000 });
    await look(page, 'queue');
    for (let i = 0; i < 3; i++) {
      await page.getByRole('button', { name: /^Mời/ }).first().click();
      await page.waitForLoadState();
      if (i === 0) {
        await hall.page.locator('.scene-clock').waitFor({ timeout: 5_000 });
        await look(hall.page, 'hall-speech');
      }
    }
    await page.getByRole('button', { name: 'Kết thúc lượt phát biểu' }).click();

    // A delegate at a phone, and 28 more who vote at once
    await step('phân bổ vốn').click();
    await page.locator('ol.course li[aria-current=step]', { hasText: 'phân bổ vốn' }).waitFor();
    const phone = await person(browser, office, 'chutich', { viewport: { width: 360, height: 740 } });
    await phone.go(`/lam-viec/phong-hop/${id}`);
    await page.getByRole('button', { name: 'Mở biểu quyết' }).click();
    await phone.page.getByRole('button', { name: 'Tán thành', exact: true }).waitFor({ timeout: 5_000 });
    await look(phone.page, 'ballot');
    await look(hall.page, 'hall-vote');
    const ballotPage = await here[0].page(`/lam-viec/phong-hop/${id}`);
    const poll = ballotPage.match(/name="bieu-quyet" value="([^"]+)"/)[1];
    const cast = (one, choice, ballot = randomUUID()) =>
      one.post(`/lam-viec/phong-hop/${id}/phieu`, { 'bieu-quyet': poll, phieu: ballot, 'lua-chon': choice, dang: 'json' });
    const answers = await Promise.all(here.map((one, i) => cast(one, i === 0 ? 'not_voting' : 'yes')));
    for (const answer of answers) {
      assert.equal(answer.status, 200);
      assert.ok((await answer.json()).receipt > 0);
    }
    await hall.page.getByText('28/29').waitFor({ timeout: 5_000 });
    // One who is not there may not vote
    assert.equal((await cast(delegates[30], 'yes')).status, 422);
    // Closing while one has not voted asks for a reason, and names who
    await page.reload();
    await page.getByText('1 đại biểu chưa biểu quyết').waitFor();
    await page.getByRole('button', { name: 'Kết thúc biểu quyết' }).click();
    await page.getByText('Còn 1 đại biểu có mặt chưa có phiếu').first().waitFor();
    await look(page, 'still-voting');
    // The chair chooses, and changes the choice
    await phone.page.getByRole('button', { name: 'Không tán thành' }).click();
    await phone.page.getByText('Đã ghi nhận: Không tán thành').waitFor();
    await phone.page.locator('.choice.no[aria-pressed=true]').waitFor();
    await phone.page.getByRole('button', { name: 'Tán thành', exact: true }).click();
    await phone.page.getByText('Đã ghi nhận: Tán thành').waitFor();
    await clerk.go(`${work}/dieu-hanh`);
    await page.getByRole('button', { name: 'Kết thúc biểu quyết' }).click();
    await page.getByText('28/33 đại biểu tán thành').first().waitFor();
    await hall.page.getByText('Được thông qua').waitFor({ timeout: 5_000 });
    await look(hall.page, 'hall-result');
    assert.equal((await cast(here[5], 'no')).status, 409, 'a closed vote takes no ballot');

    // An election on paper, confirmed by a second person
    await page.getByRole('button', { name: 'Cất kết quả' }).click();
    await step('Bầu Ủy viên').click();
    await page.getByLabel('Tên trong phiếu bầu').fill('Nguyễn Văn Ẩn, Ủy viên UBND huyện (dữ liệu minh họa)');
    await page.getByRole('button', { name: 'Mở biểu quyết' }).click();
    await page.getByLabel('Phát ra').fill('30');
    await page.getByLabel('Thu vào').fill('29');
    await page.getByLabel('Không hợp lệ').fill('1');
    await page.getByLabel('Đồng ý', { exact: true }).fill('25');
    await page.getByLabel('Không đồng ý').fill('3');
    await page.getByRole('button', { name: 'Gửi để xác nhận' }).click();
    await page.getByText('Phát ra 30 phiếu, nhiều hơn 29 đại biểu có mặt').first().waitFor();
    await page.getByLabel('Phát ra').fill('29');
    await page.getByRole('button', { name: 'Gửi để xác nhận' }).click();
    await page.getByText('Chờ người khác xác nhận').waitFor();
    await look(page, 'counted');
    await phone.page.setViewportSize({ width: 1280, height: 900 });
    await phone.go(`${work}/dieu-hanh`);
    await phone.page.getByRole('button', { name: 'Xác nhận kết quả' }).click();
    await phone.page.getByText('25/33 đại biểu đồng ý').first().waitFor();

    // Over: the public sees the course and the votes, nobody's name beside a vote
    await phone.page.getByRole('button', { name: 'Cất kết quả' }).click();
    await phone.page.locator('ol.course li', { hasText: 'Bế mạc' }).getByRole('button').click();
    await phone.page.getByText('Bế mạc kỳ họp').last().waitFor();
    await phone.page.locator('summary', { hasText: 'Bế mạc kỳ họp' }).click();
    await phone.page.getByRole('button', { name: 'Bế mạc', exact: true }).click();
    await phone.page.getByText('Phiên họp đã kết thúc').waitFor();
    const visitor = await person(browser, office);
    await visitor.go('/ky-hop/18-21/dien-bien');
    await visitor.page.getByText('28/33 đại biểu tán thành').waitFor();
    await look(visitor.page, 'course');
    await visitor.page.getByRole('link', { name: 'Biểu quyết số 1' }).click();
    await visitor.page.getByText('cần 17 phiếu').waitFor();
    assert.equal(await visitor.page.getByText('Phiếu của từng đại biểu').count(), 0);
    await look(visitor.page, 'poll');

    // The minutes, on screen and on paper
    await clerk.go(`${work}/bien-ban`);
    await page.getByText('Có mặt 29/33 đại biểu').waitFor();
    await page.getByLabel(/phát biểu/).first().fill('Đề nghị làm rõ nguồn vốn đối ứng.');
    await page.getByRole('button', { name: 'Lưu nội dung' }).click();
    await page.getByText('Đã lưu nội dung biên bản').waitFor();
    await look(page, 'minutes');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải .docx' }).click()]);
    await file.saveAs(path.join(out, `bien-ban-${engine.name}.docx`));
    for (const one of [clerk, phone, hall, visitor]) assert.deepEqual(one.faults.filter((fault) => !fault.includes('422')), []);
  });
}

// The office works without the mouse: palette, rows, many at once, undo.
import test from 'node:test';
import assert from 'node:assert/strict';
import { start, openBrowser, person } from './office.mjs';

test('the office works from the keyboard', async (t) => {
  const office = await start();
  const browser = await openBrowser();
  t.after(async () => { await browser.close(); await office.stop(); });
  const lan = await person(browser, office, 'vanphong');
  const { page } = lan;

  await t.test('Ctrl+K goes anywhere, without marks, and gives the focus back', async () => {
    await lan.go('/lam-viec');
    await page.keyboard.press('Control+k');
    const line = page.getByRole('combobox', { name: /Gõ tên việc/ });
    await line.waitFor();
    await line.fill('thanh ha');
    await page.getByRole('option', { name: /Thanh Hà/ }).first().waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('dialog[open]').count(), 0);
    await page.keyboard.press('Control+k');
    await line.fill('nghi quyet 29');
    await page.getByRole('option', { name: /29\/NQ-HĐND/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/nghi-quyet/);
  });

  await t.test('"?" names the keys of the page, and single keys can be switched off', async () => {
    await lan.go('/lam-viec/viec');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Phím tắt của trang này').waitFor();
    await page.getByRole('dialog').getByText('Chọn dòng; Shift+Space chọn cả đoạn').waitFor();
    await page.getByRole('dialog').getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    assert.equal(await page.locator('tr.sel').count(), 0);
    await page.keyboard.press('Alt+1');
    await page.waitForURL(/\/lam-viec$/);
    await page.evaluate(() => localStorage.clear());
  });

  await t.test('rows are walked and chosen, and two late bodies are urged in one go', async () => {
    await lan.go('/lam-viec/viec?nhom=qua-han');
    await page.keyboard.press('j');
    await page.keyboard.press(' ');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+ ');
    assert.equal(await page.locator('input[name="viec"]:checked').count(), 2);
    await page.keyboard.press('n');
    await page.getByRole('main').getByRole('button', { name: 'Gửi 2 công văn' }).click();
    await page.locator('.flash').getByText(/Đã gửi 2 công văn đôn đốc \(06, 07\/HĐND-TT\)/).waitFor();
  });

  await t.test('what is no act of law can be undone', async () => {
    const ubnd = await person(browser, office, 'ubnd');
    await ubnd.go('/lam-viec/viec');
    await ubnd.page.getByRole('link', { name: /Công khai kết quả giải quyết kiến nghị/ }).click();
    const before = await ubnd.page.locator('main .badge').first().innerText();
    await ubnd.page.locator('summary').getByText('Cập nhật tiến độ').click();
    await ubnd.page.locator('[name="tien-do"]').fill('Đã công khai 3/5 kết quả.');
    await ubnd.page.getByRole('main').getByRole('button', { name: 'Lưu tiến độ' }).click();
    await ubnd.page.locator('.flash').getByRole('button', { name: 'Hoàn tác' }).click();
    await ubnd.page.locator('.flash').getByText(/hoàn tác/i).waitFor();
    assert.equal(await ubnd.page.locator('main .badge').first().innerText(), before);
    assert.deepEqual(ubnd.faults, []);
  });
  assert.deepEqual(lan.faults, []);
});

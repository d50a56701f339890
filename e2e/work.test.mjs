// Long work in a real browser: begun, left, found again, and refused with every fault named.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { engines, openBrowser, person, start } from './office.mjs';

const HEAD = 'province_code,province,district_code,district,ward_code,ward,ward_type\n';

function list(units) {
  const rows = Array.from({ length: units }, (_, i) =>
    `99,Tỉnh Minh Họa,999,Huyện Minh Họa,9${String(i).padStart(4, '0')},Xã Minh Họa ${i + 1},xa\n`);
  return { name: 'danh-muc.csv', mimeType: 'text/csv', buffer: Buffer.from(HEAD + rows.join('')) };
}

for (const engine of engines('PostgreSQL')) {
  test(`a list of four thousand units is taken in while its page is left, on ${engine.name}`, async (t) => {
    const office = await start(engine);
    const browser = await openBrowser();
    t.after(async () => {
      await browser.close();
      await office.stop();
    });
    const admin = await person(browser, office, 'quantri');
    await admin.go('/lam-viec/co-quan');
    await admin.page.getByRole('link', { name: 'Nhập danh mục đơn vị' }).click();

    // Nothing chosen, then a file that is no list: said at the place, nothing written
    await admin.page.getByRole('button', { name: 'Nhập danh mục' }).click();
    await admin.page.locator('.error-summary').getByText('Chọn ít nhất một tệp.').waitFor();
    await admin.page.locator('input[name="ba-cap"]').setInputFiles({
      name: 'danh-muc.csv', mimeType: 'text/csv', buffer: Buffer.from(`${HEAD}99,Tỉnh,999,Huyện,90001,,xa\n`),
    });
    await admin.page.getByRole('button', { name: 'Nhập danh mục' }).click();
    await admin.page.locator('.error-summary').getByText(/danh-muc\.csv, dòng 2/).first().waitFor();

    await admin.page.locator('input[name="ba-cap"]').setInputFiles(list(4000));
    await admin.page.getByRole('button', { name: 'Nhập danh mục' }).click();
    await admin.page.waitForURL(/\/lam-viec\/tien-do\//);
    const watched = admin.page.url().replace(office.url, '');

    // The page is left; every page of the workspace speaks of the work until its end was seen
    await admin.go('/lam-viec/nguoi');
    await admin.page.locator('.flash').getByRole('link', { name: 'Xem' }).click();
    await admin.page.getByText(/Đã nhập 4002 đơn vị, 0 liên kết/).waitFor({ timeout: 60000 });
    await admin.go('/lam-viec/nguoi');
    assert.equal(await admin.page.locator('.flash').count(), 0, 'seen once, not said again');
    await admin.go('/lam-viec/tien-do');
    await admin.page.getByRole('link', { name: 'Nhập danh mục đơn vị' }).waitFor();

    // It is the administrator's own; the office does not learn of it, nor of the form
    const lan = await person(browser, office, 'vanphong');
    for (const path of [watched, `${watched}.json`, '/lam-viec/co-quan/nhap']) {
      assert.equal((await lan.context.request.get(office.url + path)).status(), 404, path);
    }
    const visitor = await person(browser, office, null);
    await visitor.go('/xa/90007');
    await visitor.page.getByRole('heading', { name: 'Xã Minh Họa 8' }).waitFor();
    assert.deepEqual(admin.faults.filter((fault) => !fault.includes('422')), []);
  });
}

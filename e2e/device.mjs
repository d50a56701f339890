// A delegate with an own device: a real HTTP client with cookies, without a browser.
import assert from 'node:assert/strict';
import { password } from './office.mjs';

export class Device {
  constructor(url) { this.url = url; this.cookies = new Map(); }
  cookie() { return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '); }
  async ask(where, options = {}) {
    const answer = await fetch(this.url + where, {
      redirect: 'manual', ...options, headers: { ...options.headers, cookie: this.cookie() },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0].split('=');
      this.cookies.set(name, value);
    }
    return answer;
  }
  async page(where) {
    const html = await (await this.ask(where)).text();
    this.csrf = html.match(/name="csrf" value="([^"]+)"/)?.[1] ?? this.csrf;
    return html;
  }
  /** Takes the token of the forms anew. */
  refresh() { return this.page('/lam-viec/toi'); }
  post(where, fields) { return this.ask(where, { method: 'POST', body: new URLSearchParams({ csrf: this.csrf, ...fields }) }); }
  async signIn(name) {
    await this.page('/dang-nhap');
    const answer = await this.post('/dang-nhap', { ten: name, 'mat-khau': password });
    assert.equal(answer.status, 303, name);
    await this.refresh();
    return this;
  }
}

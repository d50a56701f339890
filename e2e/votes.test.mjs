// Votes under bad lines: connections cut at a random byte, the server killed in the middle of
// votes. Every delegate has exactly one ballot that counts, and it is the one that was chosen.
// NGHISU_VOTES=500 holds five hundred votes; the suite holds twenty.
import test from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import net from 'node:net';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Device } from './device.mjs';
import { engines, run, start } from './office.mjs';

const VOTES = Number(process.env.NGHISU_VOTES ?? 20);
const CHOICES = ['yes', 'no', 'not_voting'];
const binary = process.env.NGHISU_BIN ?? '../target/debug/nghisu';

let seed = 20200915;
/** Numbers that are the same in every run (mulberry32). */
function dice(end) {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % end;
}

/** Sends a request by hand and cuts the line: after some of its bytes, or of the answer's. */
function cut(url, device, where, fields) {
  const body = new URLSearchParams({ csrf: device.csrf, ...fields }).toString();
  const { hostname, port } = new URL(url);
  const text = `POST ${where} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${device.cookie()}\r\n` +
    `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const sent = dice(4) === 0 ? text.length : dice(text.length + 1), heard = dice(400);
  return new Promise((done) => {
    let bytes = 0;
    const line = net.connect(Number(port), hostname, () => line.write(text.slice(0, sent), () => {
      if (sent < text.length) { line.destroy(); done(); }
    }));
    line.on('data', (chunk) => { bytes += chunk.length; if (bytes >= heard) { line.destroy(); done(); } });
    line.on('error', () => done());
    line.on('close', () => done());
    line.setTimeout(2_000, () => { line.destroy(); done(); });
  });
}

/** The same office under `serve`, on the folder that the demonstration left behind. */
async function serve(office, url) {
  const listen = new URL(url).host;
  const args = ['serve', '--data', office.data, '--listen', listen, '--public-url', url];
  if (office.database) args.push('--database', office.database);
  const server = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  server.stdout.on('data', (chunk) => (said += chunk));
  server.stderr.on('data', (chunk) => (said += chunk));
  for (let i = 0; ; i++) {
    if (server.exitCode !== null || i > 400) throw new Error(`nghisu did not start:\n${said}`);
    if (await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false)) return server;
    await wait(50);
  }
}

async function killed(server) {
  const over = new Promise((done) => server.once('exit', done));
  server.kill('SIGKILL');
  await over;
}

for (const engine of engines()) {
  test(`no ballot is lost or doubled, ${engine.name}`, { timeout: 1_800_000 }, async (t) => {
    const office = await start(engine);
    const { url } = office;
    t.after(() => office.stop());
    const clerk = await new Device(url).signIn('vanphong');
    const list = await clerk.page('/lam-viec/ky-hop');
    const id = list.match(/\/lam-viec\/ky-hop\/([0-9a-f-]{36})/)[1];
    const work = `/lam-viec/ky-hop/${id}`, seat = `/lam-viec/phong-hop/${id}`;
    const must = async (answer, status) => assert.equal((await answer).status, status);
    await must(clerk.post(`${work}/dieu-hanh`, { viec: 'bat-dau' }), 303);
    await must(clerk.post(`${work}/diem-danh`, { viec: 'tat-ca' }), 303);
    const agenda = await clerk.page(`${work}/dieu-hanh`);
    const item = agenda.match(/name="noi-dung" value="([^"]+)"/)[1];
    await must(clerk.post(`${work}/dieu-hanh`, { viec: 'noi-dung', 'noi-dung': item }), 303);
    const delegates = [];
    for (let i = 1; i <= 31; i++) delegates.push(await new Device(url).signIn(`daibieu${i}`));

    const open = async (number) => {
      await must(clerk.post(`${work}/bieu-quyet`, { 'tieu-de': `Lần ${number}`, 'quyet-dinh': 'procedure', 'hinh-thuc': 'electronic', 'cac-noi-dung': item }), 303);
      const page = await delegates[0].page(seat);
      return page.match(/name="bieu-quyet" value="([^"]+)"/)[1];
    };
    const close = async (poll) => {
      await must(clerk.post(`${work}/bieu-quyet/${poll}`, { viec: 'ket-thuc', 'du-sao': 'co', 'ly-do': 'hai đại biểu không có thiết bị' }), 303);
    };
    const fields = (poll, ballot, choice) => ({ 'bieu-quyet': poll, phieu: ballot, 'lua-chon': choice, dang: 'json' });
    const result = async (poll) => {
      const course = await (await clerk.ask('/ky-hop/18-20/dien-bien.json')).json();
      const found = course.items.flatMap((one) => one.votes).find((one) => one.id === poll);
      return [found.yes, found.no, found.not_voting];
    };

    // A hundred times the same ballot, and a hundred with another choice under its id
    const first = await open(0);
    const ballot = randomUUID();
    const pressed = await Promise.all(Array.from({ length: 200 }, (_, i) =>
      delegates[0].post(`${seat}/phieu`, fields(first, ballot, i % 2 ? 'yes' : 'no'))));
    const told = await Promise.all(pressed.map((answer) => answer.json()));
    const taken = told.filter((one) => one.receipt);
    assert.equal(pressed.filter((answer) => answer.status === 200).length, 100);
    assert.equal(pressed.filter((answer) => answer.status === 409).length, 100);
    assert.equal(taken.filter((one) => !one.again).length, 1, 'taken once');
    assert.equal(new Set(taken.map((one) => `${one.choice} ${one.receipt} ${one.cast_ms}`)).size, 1, 'one receipt');
    // A double press: two ballots of one delegate at once, one counts
    await Promise.all(['yes', 'no', 'yes', 'no'].map((choice) => delegates[1].post(`${seat}/phieu`, fields(first, randomUUID(), choice))));
    await close(first);
    assert.equal((await result(first)).reduce((sum, one) => sum + one, 0), 2);

    // From here on as an installation is run, with lines cut and the server killed
    await office.kill();
    let server = await serve(office, url);
    t.after(() => server.kill('SIGKILL'));
    const again = async () => { for (const one of [clerk, ...delegates]) await one.refresh(); };
    await again();
    let cuts = 0, kills = 0;
    const receipts = new Set();
    for (let vote = 1; vote <= VOTES; vote++) {
      const poll = await open(vote);
      const wanted = delegates.map(() => CHOICES[dice(3)]);
      const isKilled = vote % 10 === 0;
      let isBack = Promise.resolve();
      const casting = delegates.map(async (one, i) => {
        const id = randomUUID();
        if (dice(2) === 0) { cuts += 1; await cut(url, one, `${seat}/phieu`, fields(poll, id, wanted[i])); }
        for (let tries = 0; ; tries++) {
          assert.ok(tries < 100, 'the server answers at last');
          await isBack;
          const answer = await one.post(`${seat}/phieu`, fields(poll, id, wanted[i])).catch(() => null);
          if (answer?.status === 200) {
            const said = await answer.json().catch(() => null);
            if (said === null) continue;
            assert.equal(said.choice, wanted[i]);
            receipts.add(said.receipt);
            return;
          }
          // The server was started anew: its forms have another token
          if (answer?.status === 403) await one.refresh().catch(() => null); else await wait(20);
        }
      });
      if (isKilled) {
        kills += 1;
        isBack = (async () => {
          await wait(dice(60));
          await killed(server);
          server = await serve(office, url);
        })();
        await isBack;
      }
      await Promise.all(casting);
      await clerk.refresh();
      await close(poll);
      const counted = CHOICES.map((choice) => wanted.filter((one) => one === choice).length);
      assert.deepEqual(await result(poll), counted, `vote ${vote}`);
    }
    assert.equal(receipts.size, VOTES * delegates.length, 'each receipt is a number of its own');
    t.diagnostic(`${VOTES} votes, ${receipts.size} ballots, ${cuts} lines cut, ${kills} kills: 0 lost, 0 doubled`);
    server.kill('SIGINT');
    await new Promise((done) => server.once('exit', done));
    const verified = run('verify', '--data', office.data, ...(office.database ? ['--database', office.database] : []));
    assert.equal(verified.status, 0, verified.out);
  });
}

// Votes under bad lines: connections cut at a random byte, before the server took the ballot and
// after, ballots sent again, also with another choice, and the server killed in the middle of
// every tenth vote. Every delegate has exactly one ballot that counts, the one last chosen, and
// every receipt is in the journal.
//
// The suite holds 500 votes on each engine, NGHISU_VOTES another number (up to 1,500: a
// delegate's page shows 500). Nine of the 31 delegates vote each time, drawn anew, all at once.
// What can be told from the end is told there, in one pass: the numbers of all votes from the
// session's public data, each delegate's choices from the delegate's public page, the receipts
// from the journal, and `nghisu verify` over everything.
import test from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import net from 'node:net';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Device } from './device.mjs';
import { engines, run, start } from './office.mjs';

const VOTES = Number(process.env.NGHISU_VOTES ?? 500);
const VOTERS = 9;
const CHOICES = ['yes', 'no', 'not_voting'];
const binary = process.env.NGHISU_BIN ?? '../target/debug/nghisu';

/** Numbers that are the same in every run (mulberry32). */
function diceOf(seed) {
  return (end) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % end;
  };
}

/** What happens in a vote, drawn before it begins: who votes and how, and when the server dies. */
function drawn(dice, vote, delegates) {
  const rest = [...delegates];
  const voters = Array.from({ length: VOTERS }, () => {
    const choice = CHOICES[dice(3)];
    return {
      device: rest.splice(dice(rest.length), 1)[0],
      ballot: randomUUID(),
      choice,
      other: CHOICES[(CHOICES.indexOf(choice) + 1 + dice(2)) % 3],
      // Half of the lines are cut; the place is a share of the bytes, in thousandths
      cut: [null, null, null, 'request', 'taken', 'answer'][dice(6)],
      place: dice(1000),
      // A quarter of the ballots are sent again, with the same choice or another, or replaced
      then: ['again', 'conflict', 'change'][dice(12)],
    };
  });
  // Half of the kills come after some time, half after some of the voters were answered
  const kill = dice(2) === 0 ? { answered: VOTERS - 1, ms: dice(16) } : { answered: 1 + dice(VOTERS - 1), ms: null };
  return { voters, kill: vote % 10 === 0 ? kill : null };
}

/** Sends a ballot by hand and cuts the line: in the request, after it, or in the answer. */
function cut(url, where, { device, cut: kind, place }, fields) {
  const body = new URLSearchParams({ csrf: device.csrf, ...fields }).toString();
  const { hostname, port } = new URL(url);
  const text = `POST ${where} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${device.cookie()}\r\n` +
    `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const sent = kind === 'request' ? Math.floor((text.length * place) / 1000) : text.length;
  return new Promise((done) => {
    const line = net.connect(Number(port), hostname, () => line.write(text.slice(0, sent), () => {
      if (kind === 'request') line.destroy();
      if (kind === 'taken') setTimeout(() => line.destroy(), place % 5);
    }));
    let bytes = 0;
    line.on('data', (chunk) => { bytes += chunk.length; if (bytes > place % 400) line.destroy(); });
    line.on('error', () => done());
    line.on('close', () => done());
    line.setTimeout(2_000, () => line.destroy());
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
    if (server.exitCode !== null || i > 2_000) throw new Error(`nghisu did not start:\n${said}`);
    if (await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false)) return server;
    await wait(10);
  }
}

async function killed(server) {
  const over = new Promise((done) => server.once('exit', done));
  server.kill('SIGKILL');
  await over;
}

/** The journal's ballots after an entry: number, ballot, who. */
async function journal(clerk, after) {
  const found = [];
  let where = '/lam-viec/nhat-ky?viec=chamber.ballot';
  for (;;) {
    const html = await clerk.page(where);
    const lines = [...html.matchAll(/data-label="Số">(\d+)<[^]*?ban-ghi=([0-9a-f-]{36})"[^]*?data-label="Người làm">([^<]+)</g)]
      .map(([, entry, ballot, who]) => [Number(entry), ballot, who]);
    found.push(...lines.filter(([entry]) => entry > after));
    const older = html.match(/href="([^"]+)">Cũ hơn</)?.[1];
    if (!older || lines.some(([entry]) => entry <= after)) return found.reverse();
    where = older.replaceAll('&#38;', '&').replaceAll('&amp;', '&');
  }
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
    for (let i = 1; i <= 31; i++) delegates.push(Object.assign(await new Device(url).signIn(`daibieu${i}`), { name: `Đại biểu ${i}`, votes: [] }));
    const people = [...(await clerk.page('/dai-bieu')).matchAll(/href="\/dai-bieu\/([0-9a-f-]{36})"/g)].map((one) => one[1]);

    const open = async (number, device) => {
      await must(clerk.post(`${work}/bieu-quyet`, {
        'tieu-de': `Lần ${number}`, 'quyet-dinh': 'procedure', 'hinh-thuc': 'electronic', 'cac-noi-dung': item, 'neu-ten': 'co',
      }), 303);
      const page = await device.page(seat);
      return page.match(/name="bieu-quyet" value="([^"]+)"/)[1];
    };
    const close = async (poll) => {
      await must(clerk.post(`${work}/bieu-quyet/${poll}`, { viec: 'ket-thuc', 'du-sao': 'co', 'ly-do': 'nhiều đại biểu không có thiết bị' }), 303);
    };
    const fields = (poll, ballot, choice) => ({ 'bieu-quyet': poll, phieu: ballot, 'lua-chon': choice, dang: 'json' });
    /** Yes, no and not voting of every vote of the session, by its id. */
    const results = async () => {
      const course = await (await clerk.ask('/ky-hop/18-20/dien-bien.json')).json();
      return new Map(course.items.flatMap((one) => one.votes).map((one) => [one.id, [one.yes, one.no, one.not_voting]]));
    };

    // A hundred times the same ballot, and a hundred with another choice under its id
    const first = await open(0, delegates[0]);
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
    assert.equal((await results()).get(first).reduce((sum, one) => sum + one, 0), 2);
    const before = (await journal(clerk, 0)).at(-1)[0];

    // From here on as an installation is run, with lines cut and the server killed
    await office.kill();
    let server = await serve(office, url);
    t.after(() => server.kill('SIGKILL'));
    let isBack = Promise.resolve();
    // A server that was started anew gives its forms another token
    let stale = new Set([clerk, ...delegates]);
    const fresh = async (device) => { if (stale.delete(device)) await device.refresh(); };

    /** Sends a ballot until the server has decided about it. */
    const decided = async (device, sent) => {
      for (let tries = 0; ; tries++) {
        assert.ok(tries < 100, 'the server answers at last');
        await isBack;
        const answer = await device.post(`${seat}/phieu`, sent).catch(() => null);
        const said = await answer?.text().catch(() => null);
        if (answer?.status === 403) await device.refresh().catch(() => null);
        else if ([200, 409, 422].includes(answer?.status) && said) return { status: answer.status, ...JSON.parse(said) };
        else await wait(10);
      }
    };
    const did = { lines: 0, kept: 0, keptOverKill: 0, refused: 0, kills: 0, unanswered: 0 };
    /** Ballot → its receipt and who cast it. */
    const receipts = new Map();
    const given = async (device, sent) => {
      const said = await decided(device, sent);
      assert.equal(said.status, 200, said.error);
      assert.equal(said.choice, sent['lua-chon']);
      const known = receipts.get(said.ballot);
      assert.ok(said.receipt > before && (!known || known.receipt === said.receipt), 'one receipt for a ballot');
      receipts.set(said.ballot, { receipt: said.receipt, who: device.name });
      return said;
    };
    const refused = async (device, sent, status) => {
      assert.equal((await decided(device, sent)).status, status);
      did.refused += 1;
    };

    const dice = diceOf(20200915);
    const counted = new Map();
    for (let vote = 1; vote <= VOTES; vote++) {
      const { voters, kill } = drawn(dice, vote, delegates);
      await Promise.all([clerk, ...voters.map((one) => one.device)].map(fresh));
      const poll = await open(vote, voters[0].device);
      let answered = 0, die = () => {};
      const isDead = kill && new Promise((done) => {
        die = () => {
          die = () => {};
          did.kills += 1;
          did.unanswered += VOTERS - answered;
          isBack = (async () => {
            await killed(server);
            server = await serve(office, url);
            stale = new Set([clerk, ...delegates]);
          })();
          done(isBack);
        };
        if (kill.ms !== null) setTimeout(() => die(), kill.ms);
      });
      const casting = voters.map(async (voter) => {
        const { device, choice, other } = voter;
        const sent = fields(poll, voter.ballot, choice);
        if (voter.cut) { did.lines += 1; await cut(url, `${seat}/phieu`, voter, sent); }
        const said = await given(device, sent);
        if (said.again) did[voter.cut ? 'kept' : 'keptOverKill'] += 1;
        voter.counts = choice;
        answered += 1;
        if (answered === kill?.answered) die();
        if (voter.then === 'again') await Promise.all([given(device, sent), given(device, sent)]);
        if (voter.then === 'conflict') await refused(device, fields(poll, voter.ballot, other), 409);
        if (voter.then === 'change') {
          await given(device, fields(poll, randomUUID(), other));
          voter.counts = other;
          // The ballot that was replaced comes again, late
          await refused(device, sent, 422);
        }
      });
      await isDead;
      await Promise.all(casting);
      await fresh(clerk);
      await close(poll);
      for (const { device, counts } of voters) device.votes.push(`${poll} ${counts}`);
      counted.set(poll, CHOICES.map((choice) => voters.filter((one) => one.counts === choice).length));
      if (kill) assert.deepEqual((await results()).get(poll), counted.get(poll), `vote ${vote}`);
    }

    const published = await results();
    published.delete(first);
    assert.deepEqual(published, counted, 'every vote as it was cast');
    // A delegate's page names the votes, so one ballot in each vote and no other
    const shown = await Promise.all(people.map(async (person) => {
      const record = await (await clerk.ask(`/dai-bieu/${person}/hoat-dong.json`)).json();
      return record.votes.map((one) => [one.url.split('/').at(-1), one.choice])
        .filter(([poll]) => counted.has(poll)).map((one) => one.join(' ')).sort().join('\n');
    }));
    const cast = delegates.map((one) => one.votes.toSorted().join('\n'));
    assert.deepEqual(shown.filter(Boolean).sort(), cast.filter(Boolean).sort(), 'each delegate as chosen');
    const written = await journal(clerk, before);
    const held = [...receipts].map(([one, { receipt, who }]) => [receipt, one, who]).sort((a, b) => a[0] - b[0]);
    assert.deepEqual(written, held, 'every receipt in the journal, and no ballot without one');
    assert.equal(did.kills, Math.floor(VOTES / 10));
    assert.ok(VOTES < 20 || (did.kept > 0 && did.kept < did.lines), 'lines were cut before and after a ballot was taken');
    t.diagnostic(`${VOTES} votes, ${receipts.size} ballots, ${written.length} receipts found, ${did.lines} lines cut (${did.kept} after the ballot was taken), ` +
      `${did.refused} conflicting ballots refused, ${did.kills} kills with ${did.unanswered} ballots unanswered (${did.keptOverKill} of them taken): 0 lost, 0 doubled`);
    server.kill('SIGINT');
    await new Promise((done) => server.once('exit', done));
    const verified = run('verify', '--data', office.data, ...(office.database ? ['--database', office.database] : []));
    assert.equal(verified.status, 0, verified.out);
  });
}

// The calendar of sessions, read by a library that knows nothing of us.
import test from 'node:test';
import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import { start } from './office.mjs';

test('telephones subscribe to the sessions', async (t) => {
  const office = await start();
  t.after(() => office.stop());
  const answer = await fetch(`${office.url}/ky-hop.ics`);
  assert.match(answer.headers.get('content-type'), /^text\/calendar/);
  const bytes = Buffer.from(await answer.arrayBuffer());
  for (const line of bytes.toString('latin1').split('\r\n')) assert.ok(line.length <= 75, `${line.length} bytes: ${line}`);
  const calendar = new ICAL.Component(ICAL.parse(bytes.toString('utf8')));
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  const listed = await (await fetch(`${office.url}/ky-hop.json`)).json();
  assert.equal(events.length, listed.total, 'every public session is in the calendar');
  assert.equal(new Set(events.map((one) => one.uid)).size, events.length, 'each has an id of its own');
  const next = events.find((one) => one.summary.includes('Kỳ họp thứ Hai mươi'));
  assert.ok(next.startDate.isDate, 'a whole day');
  assert.equal(next.startDate.toString(), '2020-12-15');
  // The end of a whole-day event is the day after (RFC 5545, 3.6.1): the session closes on 16/12
  assert.equal(next.endDate.toString(), '2020-12-17');
  assert.equal(next.component.getFirstPropertyValue('status'), 'CONFIRMED');
  assert.equal(next.location, 'Hội trường UBND huyện');
});

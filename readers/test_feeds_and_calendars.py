"""Atom read by feedparser, iCalendar by icalendar."""

import datetime

import feedparser
import icalendar
import pytest


def test_every_feed_is_read_and_leads_to_pages(office):
    feeds = office.paths(".atom")
    assert len(feeds) >= 6, feeds
    for path in feeds:
        feed = feedparser.parse(office.get(path).content)
        assert not feed.bozo, f"{path}: {feed.bozo_exception}"
        assert feed.version == "atom10", path
        assert feed.feed.title and feed.feed.id and feed.feed.updated_parsed, path
        ids = [entry.id for entry in feed.entries]
        assert ids, f"{path} is empty in the demonstration"
        assert len(ids) == len(set(ids)), path
        assert [entry.updated for entry in feed.entries if not entry.updated_parsed] == [], path
        for entry in feed.entries[:3]:
            assert entry.title and entry.link.startswith(office.url), path
            office.get(entry.link.removeprefix(office.url))


def calendars(office):
    """Those that are described, and those of single bodies and persons that the calendar's page names."""
    from re import findall

    named = findall(r'href="(/[^"]+\.ics)', office.get("/lich").text)
    return sorted(set(office.paths(".ics")) | set(named))


def test_every_calendar_is_read(office):
    paths = calendars(office)
    assert len(paths) >= 4, paths
    for path in paths:
        text = office.get(path).content
        assert max(len(line) for line in text.split(b"\r\n")) <= 75, f"{path}: a line over 75 octets"
        calendar = icalendar.Calendar.from_ical(text)
        assert calendar.errors == [], path
        events = list(calendar.walk("VEVENT"))
        assert events, f"{path} is empty in the demonstration"
        uids = [str(event["UID"]) for event in events]
        assert len(uids) == len(set(uids)), path
        for event in events:
            assert event.errors == [] and event["SUMMARY"] and event["DTSTAMP"], path
            begin, end = event.decoded("DTSTART"), event.decoded("DTEND", None)
            assert isinstance(begin, datetime.date)
            assert end is None or begin < end, f"{path}: {event['UID']}"
            link = str(event.get("URL", ""))
            assert link.startswith(office.url), f"{path}: {event['UID']}"


@pytest.mark.parametrize("path", ["/sitemap.xml"])
def test_a_crawler_finds_pages(office, path):
    from xml.etree import ElementTree

    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ElementTree.fromstring(office.get(path).content)
    found = [one.text for one in root.findall(".//s:loc", names)]
    assert len(found) > 20
    for link in found[::25]:
        office.get(link.removeprefix(office.url))

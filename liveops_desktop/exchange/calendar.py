"""The show as a calendar file (``.ics``): the show itself, and one event for each call time."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from liveops_desktop.core.clock import SECOND, Instant
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.show import Show
from liveops_desktop.core.zone import instant_of
from liveops_desktop.words import _

PRODUCT = "-//LiveOps Desktop//run-of-show//EN"


def calendar_of(show: Show, show_id: str, now: Instant) -> bytes:
    """Return the calendar file of *show*; *show_id* keeps its events the same when it is read in again.

    Instants are UTC, so every calendar shows its own reader's time. *now*: when it was written.

    Raises:
        ValueError: the show has no header yet.
    """
    header = show.header
    if header is None:
        raise ValueError("a show without a header has no time")
    plan = lay_out(header, show.cues, show.air.fixed)
    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    version = show.lock.version
    end = max(plan.end, plan.hard_out or plan.end)
    if end <= plan.start:
        end = Instant(plan.start + 3600 * SECOND)
    book.add_component(
        _event(f"{show_id}@liveops", header.title, plan.start, end, now, version, _listing(show), header.platform)
    )
    for place, call in enumerate(header.call_times):
        at = instant_of(header.date, call.at, header.zone)
        title = _("{title}: call for {who}").format(title=header.title, who=call.who)
        until = max(plan.start, Instant(at + 60 * SECOND))
        book.add_component(_event(f"{show_id}-call-{place}@liveops", title, at, until, now, version, "", call.place))
    return bytes(book.to_ical())


def _listing(show: Show) -> str:
    return "\n".join(cue.title for cue in show.cues if not cue.skipped)


def _event(
    uid: str, title: str, start: Instant, end: Instant, now: Instant, version: int, text: str, place: str
) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("summary", title)
    event.add("dtstart", _moment(start))
    event.add("dtend", _moment(end))
    event.add("dtstamp", _moment(now))
    event.add("sequence", version)
    if text:
        event.add("description", text)
    if place:
        event.add("location", place)
    return event


def _moment(at: Instant) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at // SECOND)

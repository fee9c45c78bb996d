"""What a show says of itself."""

import pytest
from msgspec.structs import replace

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.facts import MessageId
from liveops_desktop.core.show import Air, Message, Show


@pytest.mark.parametrize(
    ("started", "ended", "on_air"), [(None, None, False), (1, None, True), (1, 2, False), (None, 2, False)]
)
def test_on_air_is_from_the_start_to_the_end(started: int | None, ended: int | None, on_air: bool) -> None:
    air = Air(
        started_at=None if started is None else Instant(started), ended_at=None if ended is None else Instant(ended)
    )
    assert air.on_air is on_air


@pytest.mark.parametrize(
    ("sent", "cleared", "ended", "seen"),
    [
        ((), None, None, None),
        ((10,), None, None, 10),
        ((10, 20), None, None, 20),
        ((10, 20), 30, None, None),
        ((10,), None, 60, None),
        ((10, 60), None, 60, None),
        ((10, 61), None, 60, 61),
        ((10, 61), 70, 60, None),
    ],
)
def test_the_host_has_the_last_message_until_it_is_cleared_or_the_show_has_ended_since(
    sent: tuple[int, ...], cleared: int | None, ended: int | None, seen: int | None
) -> None:
    messages = [Message(MessageId(str(at)), "GO", urgent=False, sent_at=Instant(at), sent_by="Bo") for at in sent]
    if cleared is not None:
        messages[-1] = replace(messages[-1], cleared_at=Instant(cleared))
    air = Air(started_at=Instant(1), ended_at=None if ended is None else Instant(ended))
    before = Show(messages=tuple(messages), air=air).for_host
    assert (None if before is None else before.sent_at) == seen

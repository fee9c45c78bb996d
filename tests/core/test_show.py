"""What a show says of itself."""

import pytest

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.show import Air


@pytest.mark.parametrize(
    ("started", "ended", "on_air"), [(None, None, False), (1, None, True), (1, 2, False), (None, 2, False)]
)
def test_on_air_is_from_the_start_to_the_end(started: int | None, ended: int | None, on_air: bool) -> None:
    air = Air(
        started_at=None if started is None else Instant(started), ended_at=None if ended is None else Instant(ended)
    )
    assert air.on_air is on_air

"""The samples for the plots: written in lots, and never in the way."""

from contextlib import closing
from pathlib import Path

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.vitals import Link, Machine, Obs, ObsLink, ObsStats, Output, Rates, Vitals
from liveops_desktop.store.samples import KEPT, Sample, Samples, sample_of, samples_path


def sample(second: int) -> Sample:
    return Sample(Instant(1_000 * second), Link.CONNECTED, bitrate_kbps=2_500.5 + second)


def test_a_lot_is_due_every_ten_seconds(tmp_path: Path) -> None:
    with closing(Samples(tmp_path / "a.show")) as samples:
        assert [second for second in range(1, 12) if samples.add(sample(second))] == [11]
        samples.write()
        assert next(second for second in range(12, 31) if samples.add(sample(second))) == 21


def test_samples_are_there_the_next_day(tmp_path: Path) -> None:
    with closing(Samples(tmp_path / "a.show")) as samples:
        for second in range(5):
            samples.add(sample(second))
        assert list(samples.read()) == [sample(second) for second in range(5)], "those that wait, too"
    with closing(Samples(tmp_path / "a.show")) as samples:
        samples.add(sample(5))
        assert list(samples.read()) == [sample(second) for second in range(6)]
    assert samples_path(tmp_path / "a.show").stat().st_mode & 0o777 == 0o600


def test_while_the_folder_is_gone_samples_wait_within_bounds(tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    with closing(Samples(folder / "a.show")) as samples:
        for second in range(KEPT + 10):
            samples.add(sample(second))
        assert not samples.write()
        folder.mkdir()
        assert samples.write()
        assert [one.at for one in samples.read()] == [1_000 * second for second in range(10, KEPT + 10)]


def test_a_damaged_file_is_put_aside(tmp_path: Path) -> None:
    file = samples_path(tmp_path / "a.show")
    file.write_bytes(b"not a database " * 1_000)
    with closing(Samples(tmp_path / "a.show")) as samples:
        samples.add(sample(1))
        assert not samples.write()
        assert samples.write()
        assert list(samples.read()) == [sample(1)]
    assert file.with_name(file.name + ".damaged").exists()


def test_what_is_not_known_is_not_zero() -> None:
    assert sample_of(Instant(7), Vitals()) == Sample(Instant(7))
    vitals = Vitals(
        Obs(
            ObsLink(Link.DEGRADED),
            stats=ObsStats(3.0, 200.0, 90_000.0, 29.97, 4.0, 0, 0, 0, 0),
            stream=Output(active=True, congestion=0.25),
        ),
        Rates(bitrate_kbps=2_500.0, network_drop_percent=0.5),
        Machine("desk", 31.0, 6.5, 40.0),
    )
    assert sample_of(Instant(7), vitals) == Sample(
        Instant(7),
        Link.DEGRADED,
        streaming=True,
        bitrate_kbps=2_500.0,
        network_drop_percent=0.5,
        congestion=0.25,
        fps=29.97,
        frame_time_ms=4.0,
        cpu_percent=31.0,
        memory_free_gb=6.5,
        disk_free_mb=90_000.0,
    )

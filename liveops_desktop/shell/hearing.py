"""Listening to a microphone for some seconds. Only in the child process; nothing is kept but the levels."""

import array
from collections.abc import Callable, Iterator, Sequence
from math import sqrt

from PySide6.QtCore import QIODevice
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices

from liveops_desktop.core.devices import Heard

TENTH = 0.1  # s
_SCALES = {
    QAudioFormat.SampleFormat.UInt8: ("B", 128.0),
    QAudioFormat.SampleFormat.Int16: ("h", 32_768.0),
    QAudioFormat.SampleFormat.Int32: ("i", 2_147_483_648.0),
    QAudioFormat.SampleFormat.Float: ("f", 1.0),
}
"""Type code and full scale of each format."""


def choose(names: Sequence[str]) -> Iterator[tuple[str, QAudioDevice | None]]:
    """Give each name with its device, None where there is none; the system's own microphone where none is named."""
    if not names:
        device = QMediaDevices.defaultAudioInput()
        yield device.description(), None if device.isNull() else device
        return
    known = {one.description(): one for one in QMediaDevices.audioInputs()}
    for name in names:
        yield name, known.get(name)


class Ear:
    """Listens to one microphone; *tell* gets each tenth of a second, *done* is called when *seconds* were heard."""

    def __init__(
        self,
        name: str,
        device: QAudioDevice,
        tell: Callable[[Heard], None],
        seconds: float,
        done: Callable[[], None],
    ) -> None:
        self.name = name
        self.full = False
        self._left, self._done = round(seconds / TENTH), done
        self._tell = tell
        self._format = device.preferredFormat()
        self._source = QAudioSource(device, self._format)
        self._input: QIODevice | None = None
        self._kept = b""

    def start(self) -> bool:
        """Open the microphone; False where the system does not let us, or gives a format that is not known."""
        if self._format.sampleFormat() not in _SCALES:
            self.full = True
            return False
        self._source.setBufferSize(self._format.bytesForDuration(round(TENTH * 1_000_000)))
        started = self._source.start()
        if self._source.error().name != "NoError":  # Qt has two enumerations of that name, which are never equal
            self.full = True
            return False
        self._input = started
        started.readyRead.connect(self._read)
        return True

    def stop(self) -> None:
        """Close it."""
        self._source.stop()

    def _read(self) -> None:
        assert self._input is not None
        self._kept += bytes(self._input.readAll().data())
        length = self._format.bytesForDuration(round(TENTH * 1_000_000))
        while length and len(self._kept) >= length and self._left:
            tenth, self._kept = self._kept[:length], self._kept[length:]
            peak, level = levels(tenth, *_SCALES[self._format.sampleFormat()])
            self._tell(Heard(self.name, (peak,), (level,)))
            self._left -= 1
        if not self._left and not self.full:
            self.full = True
            self._done()


def levels(data: bytes, code: str, full: float) -> tuple[float, float]:
    """Return the highest and the mean (RMS) level of samples in the machine's own byte order, as multipliers, 0…1."""
    samples = array.array(code)
    samples.frombytes(data[: len(data) - len(data) % samples.itemsize])
    if not samples:
        return 0.0, 0.0
    middle = full if code == "B" else 0.0
    peak = max(max(samples) - middle, middle - min(samples)) / full
    level = sqrt(sum((one - middle) ** 2 for one in samples) / len(samples)) / full
    return peak, level

"""What a log of OBS tells, line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core.log_signs import LogFinding, Severity, Sign
from liveops_desktop.core.obs_log import is_log, port_of, read_log

CRITICAL, WARNING, INFO = Severity.CRITICAL, Severity.WARNING, Severity.INFO

CLEAN = """\
20:00:00.000: CPU Name: AMD Ryzen 7 5800X 8-Core Processor
20:00:00.001: Windows Version: 10.0 Build 22631 (release: 23H2; revision: 3880; 64-bit)
20:00:00.002: Running as administrator: true
20:00:00.003: Portable mode: false
20:00:00.010: OBS 30.2.3 (64-bit, windows)
20:00:00.020: audio settings reset:
20:00:00.020: \tsamples per sec: 48000
20:00:00.030: video settings reset:
20:00:00.030: \tbase resolution:   1920x1080
20:00:00.030: \toutput resolution: 1920x1080
20:00:00.030: \tdownscale filter:  Bicubic
20:00:00.030: \tfps:               30/1
20:00:00.030: \tformat:            NV12
20:00:00.030: \tYUV mode:          Rec. 709/Partial
20:00:01.000: [obs-websocket] [WebSocketServer::Start] Server started successfully on port 4455. Possible
20:00:09.000: ==== Streaming Start ===============================================
"""
"""A log in which nothing is odd."""


def signs(text: str) -> dict[Sign, LogFinding]:
    return {one.sign: one for one in read_log(text)}


def test_a_clean_log_says_nothing() -> None:
    assert read_log(CLEAN) == ()
    assert is_log(CLEAN)
    assert port_of(CLEAN) == 4455


@pytest.mark.parametrize(
    ("line", "sign", "severity"),
    [
        ("Warning: OBS is already running!", Sign.TWO_INSTANCES, CRITICAL),
        ("Auto-config wizard server = x", Sign.AUTO_CONFIG, CRITICAL),
        ("CPU Name: Intel(R) Celeron(R) N4020 CPU @ 1.10GHz", Sign.WEAK_CPU, CRITICAL),
        ("Portable mode: true", Sign.PORTABLE, INFO),
        ("Safe Mode enabled.", Sign.SAFE_MODE, WARNING),
        ('Distribution: "Ubuntu Core" "22"', Sign.SNAP, WARNING),
        ("[ffmpeg muxer: 'simple_file_output'] Writing file 'C:/a b.mp4'...", Sign.FRAGILE_FORMAT, CRITICAL),
        ("\tpreset:       slow", Sign.SLOW_PRESET, INFO),
        ("[ffmpeg output: 'adv_ffmpeg_output': x", Sign.CUSTOM_OUTPUT, WARNING),
        ("Failed to open NVENC codec: Function not implemented", Sign.NVENC_FAILED, WARNING),
        ("Error encoding with encoder 'simple_h264_stream'", Sign.ENCODER_ERROR, WARNING),
        ("Encoder ID 'jim_nvenc' not found", Sign.ENCODER_UNKNOWN, CRITICAL),
        ("Failed to initialize video.  Your GPU may not be supported", Sign.VIDEO_FAILED, CRITICAL),
        ("The AMF Runtime is very old and unsupported", Sign.AMD_DRIVER, WARNING),
        ("[jim-nvenc] Current driver version does not support this NVENC version, please", Sign.NVIDIA_DRIVER, WARNING),
        ("Loading up D3D11 on adapter Microsoft Basic Render Driver (0)", Sign.SOFTWARE_GPU, CRITICAL),
        ("Warning: The OpenGL renderer is currently in use.", Sign.OPENGL, CRITICAL),
        ("\t\tGame DVR Background Recording: On", Sign.GAME_DVR, WARNING),
        ("\tHardware GPU Scheduler: On", Sign.GPU_SCHEDULER, WARNING),
        ("Running as administrator: false", Sign.NOT_ADMIN, INFO),
        ("audio_monitor_init_wasapi: Failed", Sign.MONITORING, CRITICAL),
        ("Interface: Killer E2600 (ethernet, 1000 mbps)", Sign.KILLER_NIC, INFO),
        ("Lenovo Vantage / Legion Edge is installed.", Sign.VANTAGE, WARNING),
        ("Interface: Intel Wireless 802.11ax (802.11, 400 mbps)", Sign.WIRELESS, WARNING),
        ("Interface: Realtek Gaming 2.5GbE (ethernet, 100 mbps)", Sign.SLOW_NIC, WARNING),
        ("Interface: Intel Gigabit CT (ethernet, 1000↓/100↑ mbps)", Sign.SLOW_NIC, WARNING),
        ("Binding to 192.0.2.9", Sign.BOUND, WARNING),
        ("Dynamic bitrate enabled.  Dropped frames begone!", Sign.DYNAMIC_BITRATE, INFO),
        ("New socket loop enabled by user", Sign.SOCKET_LOOP, INFO),
        ("Low latency mode enabled by user", Sign.PACING, INFO),
        ("20 second delay active, preserve on disconnect is on", Sign.DELAY, INFO),
        (
            "[game-capture: 'x'] user is forcing shared memory (multi-adapter compatibility mode)",
            Sign.SHARED_MEMORY,
            WARNING,
        ),
        ("\tBrowser Hardware Acceleration: false", Sign.BROWSER_SLOW, WARNING),
        ("Source ID 'browser_source' not found", Sign.BROWSER_MISSING, CRITICAL),
        ("Skipping module '../x.dll' due to possible import conflicts", Sign.PLUGIN_CONFLICT, CRITICAL),
        ("Failed to initialize module 'decklink.so'", Sign.PLUGIN_FAILED, INFO),
        ("MP: Failed to open media: 'gone.mp4'", Sign.MEDIA_FAILED, WARNING),
        ("WASAPI: Device 'Mic' [44100 Hz] initialized (source: Mic)", Sign.SAMPLE_RATES, WARNING),
        ("WASAPI: Device 'Mic' [48000 Hz] initialized (source: Mic)", None, None),
        ("adding 21 milliseconds of audio buffering, total audio buffering is now 21 milliseconds", None, None),
        (
            "adding 900 milliseconds of audio buffering, total audio buffering is now 960 milliseconds",
            Sign.AUDIO_BUFFERING,
            WARNING,
        ),
        ("Interface: Realtek Gaming 2.5GbE (ethernet, 2500 mbps)", None, None),
        ("Interface: Realtek PCIe FE (ethernet, 100 mbps)", None, None),
        ("\tpreset:       veryfast", None, None),
        ("Writing file 'C:/a.mkv'...", None, None),
        ("\tHardware GPU Scheduler: Off", None, None),
        ("Loading up D3D11 on adapter Intel(R) UHD Graphics 630 (0)", Sign.INTEGRATED_GPU, WARNING),
    ],
)
def test_one_line_too_many(line: str, sign: Sign | None, severity: Severity | None) -> None:
    found = signs(f"{CLEAN}20:00:10.000: {line}\n")
    assert list(found) == ([] if sign is None else [sign])
    if sign is not None:
        assert (found[sign].severity, found[sign].line) == (severity, CLEAN.count("\n") + 1)
        assert found[sign].text == line.strip()


@pytest.mark.parametrize(
    ("line", "sign", "warns", "worst"),
    [
        (
            "Output 'adv_stream': Number of dropped frames due to insufficient bandwidth/connection stalls: 9 ({}%)",
            Sign.DROPPED_FRAMES,
            5,
            15,
        ),
        ("Video stopped, number of skipped frames due to encoding lag: 9/900 ({}%)", Sign.ENCODER_OVERLOAD, 5, 15),
        ("Output 'x': Number of lagged frames due to rendering lag/stalls: 9 ({}%)", Sign.RENDER_LAG, 3, 10),
    ],
)
def test_shares_of_lost_frames(line: str, sign: Sign, warns: int, worst: int) -> None:
    for share, severity in (
        (0.1, INFO),
        (warns - 0.1, INFO),
        (warns, WARNING),
        (worst - 0.1, WARNING),
        (worst, CRITICAL),
    ):
        one = signs(CLEAN + line.format(share) + "\n")[sign]
        assert (one.severity, one.figure) == (severity, share)
    assert sign not in signs(CLEAN + line.format("0.0") + "\n")
    assert signs(CLEAN + "\n".join(line.format(share) for share in (1, "7,5", 2)))[sign].figure == 7.5


def test_a_bandwidth_test_of_the_wizard_is_no_loss() -> None:
    line = "Output 'test_stream': Number of dropped frames due to insufficient bandwidth/connection stalls: 9 (90%)"
    assert Sign.DROPPED_FRAMES not in signs(CLEAN + line)


@pytest.mark.parametrize(
    ("old", "new", "sign", "severity"),
    [
        ("30.2.3", "27.2.4", Sign.OLD_VERSION, WARNING),
        ("30.2.3", "31.0.0-rc1", Sign.TEST_VERSION, INFO),
        ("30.2.3", "31.0.0-beta2", Sign.TEST_VERSION, INFO),
        ("(64-bit, windows)", "(32-bit, windows)", Sign.BITS_32, WARNING),
        ("709/Partial", "709/Full", Sign.COLOR_RANGE, WARNING),
        ("NV12", "I444", Sign.COLOR_FORMAT, CRITICAL),
        ("NV12", "P010", None, None),
        ("base resolution:   1920x1080", "base resolution:   1920x1200", Sign.ASPECT, WARNING),
        ("base resolution:   1920x1080", "base resolution:   1366x768", None, None),
        ("30/1", "24/1", Sign.FRAME_RATE, WARNING),
        ("30/1", "144/1", Sign.FRAME_RATE, WARNING),
        ("30/1", "60000/1001", None, None),
        ("30/1", "30/0", None, None),
        ("==== Streaming Start ====", "==== nothing ====", Sign.NO_OUTPUT, INFO),
        ("==== Streaming Start ====", "==== Recording Start ====", None, None),
    ],
)
def test_one_thing_otherwise(old: str, new: str, sign: Sign | None, severity: Severity | None) -> None:
    assert old in CLEAN
    found = read_log(CLEAN.replace(old, new))
    assert [(one.sign, one.severity) for one in found] == ([] if sign is None else [(sign, severity)])


def test_only_the_last_reset_of_the_picture_counts() -> None:
    reset = CLEAN[CLEAN.index("20:00:00.030") : CLEAN.index("20:00:01.000")]
    assert read_log(CLEAN.replace("NV12", "I444") + reset) == ()


ENCODER = """\
20:01:00.000: [x264 encoder: 'simple_h264_stream'] settings:
20:01:00.000: \trate_control: CBR
20:01:00.000: \tbitrate:      {}
20:01:00.000: \tfps_num:      30
20:01:00.000: \tfps_den:      1
20:01:00.000: \twidth:        1920
20:01:00.000: \theight:       1080
"""


@pytest.mark.parametrize(("bitrate", "low"), [("6000", False), ("3111", False), ("3110", True), ("500", True)])
def test_too_little_for_the_picture(bitrate: str, low: bool) -> None:
    found = signs(CLEAN + ENCODER.format(bitrate))
    assert (Sign.LOW_BITRATE in found) is low
    assert Sign.LOW_BITRATE not in signs(CLEAN + ENCODER.format("500") + ENCODER.format("6000"))  # the last one counts


def test_what_takes_several_lines() -> None:
    two_cards = "Adapter 0: Intel UHD\nAdapter 1: NVIDIA GeForce RTX 3060\nLoading up D3D11 on adapter Intel UHD (0)\n"
    assert signs(CLEAN + two_cards)[Sign.INTEGRATED_GPU].severity is CRITICAL
    scenes = "- scene 'A':\n    - source: 'D' (monitor_capture)\n- scene 'B':\n    - source: 'G' (game_capture)\n"
    assert Sign.CAPTURE_CONFLICT not in signs(CLEAN + scenes)
    assert Sign.CAPTURE_CONFLICT in signs(CLEAN + scenes + "    - source: 'D' (monitor_capture)\n")
    screens = "\toutput 0: refresh=60, name=A\n\toutput 1: refresh=144, name=B\n"
    assert Sign.MIXED_REFRESH not in signs(CLEAN + screens)
    assert Sign.MIXED_REFRESH in signs(CLEAN.replace("22631", "18363") + screens)
    assert Sign.MIXED_REFRESH not in signs(CLEAN.replace("22631", "18363") + screens.replace("144", "59.94"))


def test_the_worst_comes_first_and_each_sign_once() -> None:
    found = read_log(CLEAN + "Portable mode: true\nBinding to a\nBinding to b\nWarning: OBS is already running!\n")
    assert [one.sign for one in found] == [Sign.TWO_INSTANCES, Sign.BOUND, Sign.PORTABLE]
    assert found[1].text == "Binding to a"


@pytest.mark.parametrize("text", ["", "\n\n", "hello", "OBS is a program", "20:00:00.000: no OBS 30.2"])
def test_what_is_no_log(text: str) -> None:
    assert not is_log(text)
    assert port_of(text) is None
    assert {one.sign for one in read_log(text)} <= {Sign.NO_OUTPUT}


@given(st.lists(st.sampled_from([*CLEAN.splitlines(), *ENCODER.splitlines(), "", "(", "(9%)", "rendering lag (x%)"])))
def test_lines_in_any_order_break_nothing(lines: list[str]) -> None:
    assert all(1 <= one.line <= len(lines) or not lines for one in read_log("\n".join(lines)))

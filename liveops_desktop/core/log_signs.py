"""The signs of trouble that a log of OBS can hold, and those that one line tells.

Conditions: OBS's own log analyzer (obsproject/loganalyzer, ``checks/``), unless said otherwise.
"""

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """As the analyzer has them."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


class Sign(StrEnum):
    """What a log can tell."""

    TWO_INSTANCES = "two-instances"
    AUTO_CONFIG = "auto-config"
    WEAK_CPU = "weak-cpu"
    OLD_VERSION = "old-version"
    TEST_VERSION = "test-version"
    PORTABLE = "portable"
    SAFE_MODE = "safe-mode"
    SNAP = "snap"
    NO_OUTPUT = "no-output"
    FRAGILE_FORMAT = "fragile-format"
    SLOW_PRESET = "slow-preset"
    CUSTOM_OUTPUT = "custom-output"
    LOW_BITRATE = "low-bitrate"
    NVENC_FAILED = "nvenc-failed"
    ENCODER_ERROR = "encoder-error"
    ENCODER_UNKNOWN = "encoder-unknown"
    ENCODER_OVERLOAD = "encoder-overload"
    RENDER_LAG = "render-lag"
    DROPPED_FRAMES = "dropped-frames"
    VIDEO_FAILED = "video-failed"
    AMD_DRIVER = "amd-driver"
    NVIDIA_DRIVER = "nvidia-driver"
    COLOR_RANGE = "color-range"
    COLOR_FORMAT = "color-format"
    ASPECT = "aspect"
    FRAME_RATE = "frame-rate"
    SOFTWARE_GPU = "software-gpu"
    INTEGRATED_GPU = "integrated-gpu"
    OPENGL = "opengl"
    GAME_DVR = "game-dvr"
    GPU_SCHEDULER = "gpu-scheduler"
    NOT_ADMIN = "not-admin"
    BITS_32 = "32-bit"
    MIXED_REFRESH = "mixed-refresh"
    SAMPLE_RATES = "sample-rates"
    MONITORING = "monitoring"
    AUDIO_BUFFERING = "audio-buffering"
    KILLER_NIC = "killer-nic"
    VANTAGE = "vantage"
    WIRELESS = "wireless"
    SLOW_NIC = "slow-nic"
    BOUND = "bound"
    DYNAMIC_BITRATE = "dynamic-bitrate"
    SOCKET_LOOP = "socket-loop"
    PACING = "pacing"
    DELAY = "delay"
    SHARED_MEMORY = "shared-memory"
    BROWSER_SLOW = "browser-slow"
    BROWSER_MISSING = "browser-missing"
    PLUGIN_CONFLICT = "plugin-conflict"
    PLUGIN_FAILED = "plugin-failed"
    MEDIA_FAILED = "media-failed"
    CAPTURE_CONFLICT = "capture-conflict"


class LogFinding(Struct, frozen=True):
    """One thing found; *line* counts from 1, *text* is that line without its time."""

    sign: Sign
    severity: Severity
    line: int
    text: str
    figure: float | None = None


CRITICAL, WARNING, INFO = Severity.CRITICAL, Severity.WARNING, Severity.INFO

PLAIN: tuple[tuple[Sign, Severity, str], ...] = (
    (Sign.TWO_INSTANCES, CRITICAL, r"Warning: OBS is already running!"),
    (Sign.AUTO_CONFIG, CRITICAL, r"Auto-config wizard"),
    (Sign.WEAK_CPU, CRITICAL, r"CPU Name: .*\b(?:APU|Pentium|Celeron)\b"),
    (Sign.PORTABLE, INFO, r"Portable mode: true"),
    (Sign.SAFE_MODE, WARNING, r"Safe Mode enabled"),
    (Sign.SNAP, WARNING, r'Distribution: "Ubuntu Core"'),
    (Sign.FRAGILE_FORMAT, CRITICAL, r"Writing file .*\.(?:mp4|mov)\b"),
    (Sign.SLOW_PRESET, INFO, r"^\s*preset:\s+(?:faster|fast|medium|slow|slower|veryslow|placebo)\s*$"),
    (Sign.CUSTOM_OUTPUT, WARNING, r"'adv_ffmpeg_output':"),
    (Sign.NVENC_FAILED, WARNING, r"Failed to open NVENC codec"),
    (Sign.ENCODER_ERROR, WARNING, r"Error encoding with encoder|Encoder start error"),
    (Sign.ENCODER_UNKNOWN, CRITICAL, r"Encoder ID '.+' not found"),
    (Sign.VIDEO_FAILED, CRITICAL, r"Failed to initialize video"),
    (Sign.AMD_DRIVER, WARNING, r"The AMF Runtime is very old and unsupported"),
    (Sign.NVIDIA_DRIVER, WARNING, r"Current driver version does not support this NVENC version"),
    (
        Sign.SOFTWARE_GPU,
        CRITICAL,
        r"Microsoft Basic Render Driver|Loading up OpenGL on adapter .*(?:llvmpipe|softpipe)",
    ),
    (Sign.OPENGL, CRITICAL, r"Warning: The OpenGL renderer is currently in use"),
    (Sign.GAME_DVR, WARNING, r"Game DVR Background Recording: On"),
    (Sign.GPU_SCHEDULER, WARNING, r"Hardware GPU Scheduler: On"),
    (Sign.NOT_ADMIN, INFO, r"Running as administrator: false"),
    (Sign.MONITORING, CRITICAL, r"audio_monitor_init_wasapi: Failed"),
    (Sign.KILLER_NIC, INFO, r"Interface: Killer"),
    (Sign.VANTAGE, WARNING, r"Lenovo Vantage / Legion Edge is installed"),
    (Sign.WIRELESS, WARNING, r"Interface: .*802\.11"),
    (Sign.BOUND, WARNING, r"Binding to "),
    (Sign.DYNAMIC_BITRATE, INFO, r"Dynamic bitrate enabled"),
    (Sign.SOCKET_LOOP, INFO, r"New socket loop enabled by user"),
    (Sign.PACING, INFO, r"Low latency mode enabled by user"),
    (Sign.DELAY, INFO, r"second delay active"),
    (Sign.SHARED_MEMORY, WARNING, r"user is forcing shared memory"),
    (Sign.BROWSER_SLOW, WARNING, r"Browser Hardware Acceleration: false"),
    (Sign.BROWSER_MISSING, CRITICAL, r"Source ID 'browser_source' not found"),
    (Sign.PLUGIN_CONFLICT, CRITICAL, r"due to possible import conflicts"),
    (Sign.PLUGIN_FAILED, INFO, r"Failed to initialize module '"),
    (Sign.MEDIA_FAILED, WARNING, r"MP: Failed to open media"),
)
"""One line says it all; the first of its kind is told. The last two are not the analyzer's."""

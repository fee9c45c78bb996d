"""Cameras, microphones, speakers and displays as Qt lists them now. Only in the child process.

Qt's own signals do not tell of a microphone that was unplugged from PulseAudio (seen with Qt 6.11), and its list keeps
it until another one comes: so each look is made by a new process, and whoever asks compares.
"""

from PySide6.QtCore import QCameraPermission, QMicrophonePermission, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtMultimedia import QAudioDevice, QCameraDevice, QMediaDevices

from liveops_desktop.core.devices import Camera, Devices, Display, Sound


def devices(application: QGuiApplication, *, screens: bool) -> Devices:
    """Return them; *screens*: there is a screen to ask."""
    check = application.checkPermission
    return Devices(
        cameras=tuple(_camera(one) for one in QMediaDevices.videoInputs()),
        microphones=tuple(_sound(one) for one in QMediaDevices.audioInputs()),
        speakers=tuple(_sound(one) for one in QMediaDevices.audioOutputs()),
        displays=tuple(_display(one) for one in application.screens()) if screens else None,
        microphone_allowed=_ALLOWED[check(QMicrophonePermission())],
        camera_allowed=_ALLOWED[check(QCameraPermission())],
    )


_ALLOWED = {
    Qt.PermissionStatus.Granted: True,
    Qt.PermissionStatus.Denied: False,
    Qt.PermissionStatus.Undetermined: None,
}


def _id(one: QAudioDevice | QCameraDevice) -> str:
    return bytes(one.id().data()).decode(errors="replace")


def _camera(one: QCameraDevice) -> Camera:
    formats = {
        (form.resolution().width(), form.resolution().height(), round(form.maxFrameRate(), 2))
        for form in one.videoFormats()
    }
    return Camera(_id(one), one.description(), tuple(sorted(formats)))


def _sound(one: QAudioDevice) -> Sound:
    return Sound(_id(one), one.description(), one.preferredFormat().sampleRate(), one.isDefault())


def _display(screen: QScreen) -> Display:
    scale, size = screen.devicePixelRatio(), screen.size()
    return Display(
        screen.name(), round(size.width() * scale), round(size.height() * scale), screen.refreshRate(), scale
    )

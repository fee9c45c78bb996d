"""What goes into the box, on each system."""

import pytest

from box.parts import data_files, wanted


@pytest.mark.parametrize(
    "name",
    [
        "libQt6Core.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6\\plugins\\styles\\qmodernwindowsstyle.dll",
        "PySide6\\Qt6Gui.dll",
        "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui",
        "PySide6/Qt/translations/qtbase_zh_TW.qm",
        "babel/locale-data/zh_Hant.dat",
        "babel/locale-data/en_GB.dat",
        "libssl.so.3",
        "libQt6Multimedia.so.6",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6\\Qt6QmlModels.dll",
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "tzdata/zoneinfo/Asia/Shanghai",
    ],
)
def test_what_is_used_goes_in(name: str) -> None:
    assert wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6QuickControls2.so.6",
        "PySide6\\Qt6QmlCompiler.dll",
        "libQt6MultimediaWidgets.so.6",
        "PySide6/Qt/lib/QtQuick3D.framework/Versions/A/QtQuick3D",
        "libQt6EglFSDeviceIntegration.so.6",
        "PySide6\\opengl32sw.dll",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "libgtk-3.so.0",
        "libpangocairo-1.0.so.0",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6\\translations\\qt_help_zh_CN.qm",
        "babel/locale-data/de.dat",
    ],
)
def test_what_is_not_used_stays_out(name: str) -> None:
    assert not wanted(name)


def test_data_lies_where_the_wheel_has_it() -> None:
    lies = dict(data_files())
    assert {place for file, place in lies.items() if file.endswith(".toml")} == {"liveops_desktop/data/checklists"}
    assert {place for file, place in lies.items() if "InterTabular-" in file} == {
        "liveops_desktop/data/resources/fonts"
    }
    assert not [file for file in lies if "__pycache__" in file]

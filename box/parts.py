"""What goes into the box and what stays out. Read by ``build_installer.spec``."""

import re
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent

DATA = {"resources": "liveops_desktop/data/resources", "checklists": "liveops_desktop/data/checklists"}
"""Folders of the checkout and where they lie in the box: the same place as in the wheel."""

LAZY = (
    "apsw",
    "babel.dates",
    "babel.numbers",
    "jinja2",
    "keyring.backends.SecretService",
    "keyring.backends.Windows",
    "keyring.backends.chainer",
    "keyring.backends.fail",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
    "obsws_python",
    "tzdata",
    "wakepy",
)
"""Imported at their first use only, or by name: found by no reading of the program's own imports."""

UNUSED_MODULES = (
    "PySide6.QtConcurrent",
    "PySide6.QtDesigner",
    "PySide6.QtHelp",
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtPrintSupport",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtQuickWidgets",
    "PySide6.QtSql",
    "PySide6.QtSvg",
    "PySide6.QtSvgWidgets",
    "PySide6.QtTest",
    "PySide6.QtUiTools",
    "PySide6.QtXml",
    "hypothesis",
    "lib2to3",
    "mypy",
    "pip",
    "pydoc",
    "pytest",
    "setuptools",
    "tkinter",
    "unittest",
    "wheel",
)

# Qml and Quick are not used, but the multimedia plugin, without which no camera is listed, is linked against them.
_OUT = re.compile(
    r"""
    (^|/) (lib)? Qt6? (3D\w* | Charts | DataVisualization | Designer\w* | Help | Multimedia (Quick|Widgets) \w*
      | Pdf\w* | Qml (Compiler|Core|Dom|LocalStorage|Network|XmlListModel) \w* | Quick\w+ | Sql | Test | UiTools
      | VirtualKeyboard\w* | Web\w* | LabsSettings\w* | ShaderTools | Egl[Ff][Ss]\w*
    ) (Qt6|\.|$) | (^|/) (lib)? Qt6 (OpenGLWidgets | PrintSupport) \w* \.
    | /plugins/ (designer | egldeviceintegrations | generic | networkinformation | position | printsupport | qml\w*
      | sceneparsers | sqldrivers | tls | vectorimageformats) /
    | /plugins/platforms/ (lib)? q (direct2d | eglfs | linuxfb | minimal\w* | vkkhrdisplay | vnc) \.
    | /plugins/platforminputcontexts/ (lib)? qtvirtualkeyboard
    | /plugins/imageformats/ (lib)? q (gif | icns | pdf | svg | tga | tiff | wbmp | webp) \.
    | /plugins/iconengines/ | /plugins/platformthemes/libqgtk3
    | ^lib (gtk-3 | gdk-3 | gdk_pixbuf | atk | atspi | cairo | pango\w* | epoxy | harfbuzz | pixman | thai | datrie
      | fribidi | graphite2) \b
    | (^|/) (opengl32sw | d3dcompiler_\d+) \.dll $
    | /qml/ | /resources/qtwebengine
    | /translations/ (?! qtbase_ (en | zh_CN | zh_TW) \.qm $)
    | babel/locale-data/ (?! (root | en | en_001 | en_GB | en_US | zh | zh_\w+) \.dat $)
    | babel/locale-data/zh_Latn
    | \.dist-info/ (RECORD | INSTALLER | REQUESTED | direct_url\.json) $
    """,
    re.VERBOSE,
)


def wanted(name: str) -> bool:
    """Return whether the file that would lie under *name* in the box belongs into it."""
    return _OUT.search(name.replace("\\", "/")) is None


def data_files() -> list[tuple[str, str]]:
    """Return (file, folder in the box) of the product's own data."""
    return [
        (str(file), str(Path(place) / file.relative_to(HERE / folder).parent))
        for folder, place in DATA.items()
        for file in sorted((HERE / folder).rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    ]


def kept(entries: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return those of PyInstaller's *entries* (name in the box, file, kind) that belong into the box."""
    return [entry for entry in entries if wanted(entry[0])]

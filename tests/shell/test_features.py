"""PySide6 is spared reading our sources, and still switches nothing."""

import linecache
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from liveops_desktop.shell.features import spare_the_sources


def test_no_source_is_read_for_a_module_that_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("features_before", "features_after"):
        (tmp_path / f"{name}.py").write_text("from PySide6.QtCore import QObject\nmade = QObject().objectName()\n")
    read = linecache.cache
    feature = sys.modules["shibokensupport.feature"]
    monkeypatch.setattr(feature, "_mod_uses_pyside", vars(feature)["_mod_uses_pyside"])
    import features_before  # type: ignore[import-not-found]  # noqa: F401 -- made above

    spare_the_sources()
    import features_after  # type: ignore[import-not-found]  # likewise

    assert str(tmp_path / "features_before.py") in read, "PySide6 no longer reads them: features.py may go"
    assert str(tmp_path / "features_after.py") not in read
    assert features_after.made == QObject().objectName()

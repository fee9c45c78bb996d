"""PySide6 reads the source of every module that is imported after it: it looks for "PySide6" in it.

It asks only which modules its switchable features (``from __feature__ import snake_case``) could be meant for. Nothing
here uses any, yet some three hundred files were read at each start and kept in memory by ``linecache``.
https://code.qt.io/cgit/pyside/pyside-setup.git/tree/sources/shiboken6/shibokenmodule/files.dir/shibokensupport/feature.py
"""

import sys


def spare_the_sources() -> None:
    """Answer PySide6 beforehand: each module may use it, and wants no feature. Where it no longer asks, do nothing."""
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = lambda _module: True

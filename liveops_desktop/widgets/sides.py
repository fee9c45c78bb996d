"""Where a line of text stands in its box: at half its height, left or right.

Joined once: to join two of Qt's flags in Python takes longer than to paint a short text.
"""

from PySide6.QtCore import Qt

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

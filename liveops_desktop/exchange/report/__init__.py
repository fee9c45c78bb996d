"""The report of one show: what it says (``sections``), as Markdown, and as a page to print."""

from liveops_desktop.exchange.report.markdown import escape, report_markdown
from liveops_desktop.exchange.report.page import report_html
from liveops_desktop.exchange.report.sections import report_blocks

__all__ = ["escape", "report_blocks", "report_html", "report_markdown"]

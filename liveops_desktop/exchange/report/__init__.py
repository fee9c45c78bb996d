"""The report of one show: what it says (``sections``), as Markdown, and as a page to print."""

from liveops_desktop.exchange.report.markdown import blocks_markdown, escape, report_markdown
from liveops_desktop.exchange.report.page import page_html, report_html
from liveops_desktop.exchange.report.paper import NotSigned, sign_off_blocks, signature_of
from liveops_desktop.exchange.report.sections import report_blocks
from liveops_desktop.exchange.report.sheet import sheet_blocks, version_word

__all__ = [
    "NotSigned",
    "blocks_markdown",
    "escape",
    "page_html",
    "report_blocks",
    "report_html",
    "report_markdown",
    "sheet_blocks",
    "sign_off_blocks",
    "signature_of",
    "version_word",
]

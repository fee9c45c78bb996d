"""The report of one show: what it says (``sections``), as Markdown, and as a page to print."""

from liveops_desktop.exchange.report.markdown import blocks_markdown, escape, report_markdown
from liveops_desktop.exchange.report.page import page_html, report_html
from liveops_desktop.exchange.report.paper import NotSigned, sign_off_blocks, signature_of
from liveops_desktop.exchange.report.sections import report_blocks

__all__ = [
    "NotSigned",
    "blocks_markdown",
    "escape",
    "page_html",
    "report_blocks",
    "report_html",
    "report_markdown",
    "sign_off_blocks",
    "signature_of",
]

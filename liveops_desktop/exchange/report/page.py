"""The report as one HTML page, for printing. Jinja2 escapes everything a person typed; it is imported when asked for.

The page keeps to what Qt's rich text knows: no scripts, no fonts of its own, no address of anything outside.
"""

from collections.abc import Sequence
from pathlib import Path

from liveops_desktop.core.show import Show
from liveops_desktop.exchange.report.blocks import Block, Bullets, Heading, Paragraph, Strong, Table, Timeline
from liveops_desktop.exchange.report.sections import report_blocks

TEMPLATE = "report.html.j2"


def template_folder() -> Path:
    """Return where the template lies: beside the package in a checkout, inside it once installed."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "data" / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def report_html(show: Show, language: str = "en", pictures: Sequence[str] = ()) -> str:
    """Return the report; card texts in *language*. *pictures* are the addresses of the timeline's parts."""
    title = "" if show.header is None else show.header.title
    return page_html(report_blocks(show, language), title, language, pictures)


def page_html(blocks: Sequence[Block], title: str, language: str, pictures: Sequence[str] = ()) -> str:
    """Return *blocks* as one page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(template_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    kinds = {Heading: "heading", Paragraph: "paragraph", Bullets: "bullets", Table: "table", Timeline: "timeline"}
    return environment.get_template(TEMPLATE).render(
        blocks=[(kinds[type(block)], block) for block in blocks],
        title=title,
        language=language.replace("_", "-"),
        pictures=pictures,
        is_strong=lambda piece: isinstance(piece, Strong),
    )

"""All panels, named one by one: found by reading, by the type checker, and by the frozen program."""

from liveops_desktop.panels import (
    Panel,
    banners,
    clocks,
    health,
    host,
    messages,
    notes,
    preflight,
    preparation,
    report,
    run_of_show,
    shows,
    take_bar,
    top_strip,
    trouble,
)

PANELS: tuple[Panel, ...] = (
    top_strip.PANEL,
    banners.PANEL,
    shows.PANEL,
    preparation.PANEL,
    preflight.PANEL,
    clocks.PANEL,
    run_of_show.PANEL,
    take_bar.PANEL,
    trouble.PANEL,
    messages.PANEL,
    health.PANEL,
    host.PANEL,
    report.PANEL,
    notes.PANEL,
)

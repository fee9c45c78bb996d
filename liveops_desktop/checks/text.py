"""Results and the catalogue as text for a terminal, and as plain data for another program."""

from collections.abc import Sequence
from typing import Any

import msgspec

from liveops_desktop.checks.check import Check
from liveops_desktop.checks.left_out import LeftOut
from liveops_desktop.core.letters import width
from liveops_desktop.core.preflight import CheckInfo, Decision, Leaves, Phase, Result, Verdict, Waiver, Why
from liveops_desktop.words import (
    _,
    check_remedy,
    check_rule,
    check_title,
    go_word,
    group_title,
    leaving_sentences,
    n_,
    verdict_word,
    waiver_words,
    why_sentence,
)
from liveops_desktop.words.checks.left_out import left_out_reason, left_out_title

SHAPES = {
    Verdict.PASS: "●",
    Verdict.WARN: "▲",
    Verdict.FAIL: "■",
    Verdict.INCONCLUSIVE: "○",
    Verdict.SKIPPED: "–",
    Verdict.MANUAL: "◇",
}
"""Beside each verdict's word, so that neither colour nor language is needed to see it."""


def results_table(results: Sequence[Result], catalogue: Sequence[Check]) -> str:
    """Return one aligned line for each result under its group's name, and its remedy below where one is needed."""
    by_id = {one.check: one for one in results}
    shown = [(one.info, by_id[one.info.id]) for one in catalogue if one.info.id in by_id]
    cells = [_cells(info, result) for info, result in shown]
    head = ("", _("Check"), _("Measured"), _("Must be"), _("On"))
    widths = [max(width(row[column]) for row in (head, *cells)) for column in range(len(head))]
    lines = [f"  {_row(head, widths)}".rstrip()]
    group = None
    for (info, result), row in zip(shown, cells, strict=True):
        if info.group != group:
            group = info.group
            lines.append(group_title(group))
        said = why_sentence(result.why, result.detail, result.ready_in)
        lines.append(f"  {_row(row, widths)}  {said}".rstrip())
        if result.left:
            left = _("its recording could not be removed: {file}").format(file=result.left)
            lines.append(f"      → {left}")
        if _wants_remedy(info, result):
            lines.append(f"      → {check_remedy(info.id)}")
    return "\n".join(lines)


def _cells(info: CheckInfo, result: Result) -> tuple[str, ...]:
    verdict = f"{SHAPES[result.verdict]} {verdict_word(result.verdict)}"
    value = f"{result.value} {result.unit}".rstrip()
    return verdict, check_title(info.id), value, result.threshold, result.machine


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(_pad(cell, width) for cell, width in zip(cells, widths, strict=True))


def _wants_remedy(info: CheckInfo, result: Result) -> bool:
    """Tell whether the check's own remedy helps; where OBS did not answer, that of its door does."""
    unplanned = result.why is Why.NOTHING_PLANNED and info.killer
    return unplanned or result.verdict in (Verdict.FAIL, Verdict.WARN)


def decision_text(
    decision: Decision, results: Sequence[Result], groups: Sequence[str], waivers: Sequence[Waiver] = ()
) -> str:
    """Return the decision, what blocks it, what was waived by whom, and how much was measured.

    *groups*: only these were run.
    """
    count = {verdict: sum(one.verdict is verdict for one in results) for verdict in Verdict}
    counted = " · ".join(f"{number} {verdict_word(verdict)}" for verdict, number in count.items() if number)
    lines = [f"{go_word(decision.go)}  {counted}"]
    if groups:
        lines[0] += "  " + _("Only: {groups}. This is no GO for the show.").format(groups=", ".join(groups))
    if decision.blocking:
        blocking = ", ".join(check_title(one) for one in decision.blocking)
        lines.append(
            n_("{count} check blocks: {names}", "{count} checks block: {names}", len(decision.blocking)).format(
                count=len(decision.blocking), names=blocking
            )
        )
    lines += [f"{check_title(one.check)} · {waiver_words(one)}" for one in _counted(waivers, decision)]
    return "\n".join(lines)


def _counted(waivers: Sequence[Waiver], decision: Decision) -> list[Waiver]:
    """Return the waivers without which the decision would be another."""
    return [one for one in waivers if one.check in decision.waived]


def leaving_text(leaving: Sequence[tuple[str, Leaves]]) -> str:
    """Return what active checks would do, one line each."""
    nothing = _("Nothing leaves this machine.")
    return "\n".join(f"{check_title(check)}: {' '.join(leaving_sentences(what)) or nothing}" for check, what in leaving)


def results_data(
    decision: Decision,
    results: Sequence[Result],
    catalogue: Sequence[Check],
    groups: Sequence[str],
    phase: Phase = Phase.RIG,
    waivers: Sequence[Waiver] = (),
) -> dict[str, Any]:
    """Return decision, results and the waivers that count as plain data.

    Spans are milliseconds, instants milliseconds since 1970.
    """
    by_id = {one.info.id: one.info for one in catalogue}
    rows = []
    for result in results:
        info = by_id[result.check]
        words = {
            "group": info.group.value,
            "killer": info.killer,
            "title": check_title(info.id),
            "said": why_sentence(result.why, result.detail, result.ready_in),
            "remedy": check_remedy(info.id) if _wants_remedy(info, result) else "",
        }
        rows.append(msgspec.to_builtins(result) | words)
    made = msgspec.to_builtins(decision)
    waived = msgspec.to_builtins(_counted(waivers, decision))
    return {"phase": phase.value, "decision": made, "waivers": waived, "groups": list(groups), "results": rows}


def catalogue_data(catalogue: Sequence[Check]) -> list[dict[str, Any]]:
    """Return the catalogue as plain data."""
    return [
        msgspec.to_builtins(one.info)
        | {"title": check_title(one.info.id), "what": check_rule(one.info.id), "remedy": check_remedy(one.info.id)}
        for one in catalogue
    ]


def left_out_data(others: Sequence[LeftOut]) -> list[dict[str, Any]]:
    """Return what is not checked as plain data: ``left_out`` holds the reason."""
    return [
        {"id": one.id, "group": one.group.value, "mode": "left-out", "killer": False}
        | {"title": left_out_title(one.id), "left_out": left_out_reason(one.id)}
        for one in others
    ]


def left_out_table(others: Sequence[LeftOut]) -> str:
    """Return a heading and a line for each: id, group, what it would have looked at, and why nobody does."""
    rows = [(one.id, one.group.value, left_out_title(one.id), left_out_reason(one.id)) for one in others]
    widths = [max(width(row[column]) for row in rows) for column in range(4)]
    return "\n".join([_("Left out, each for a reason:"), *(_row(row, widths).rstrip() for row in rows)])


def catalogue_table(catalogue: Sequence[Check]) -> str:
    """Return one aligned line for each check: id, group, killer or not, what it asks, threshold and its source."""
    infos = [one.info for one in catalogue]
    rows = [
        (
            info.id,
            info.group.value,
            _("killer") if info.killer else "",
            check_rule(info.id),
            info.threshold,
            info.source,
        )
        for info in infos
    ]
    widths = [max((width(row[column]) for row in rows), default=0) for column in range(6)]
    return "\n".join(_row(row, widths).rstrip() for row in rows)


def _pad(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))

"""Translation, and the words for the core's enums. Other labels stand where they are used, marked for translation."""

from liveops_desktop.words.causes import alarm_cause, alarm_cause_brief
from liveops_desktop.words.checks import (
    check_remedy,
    check_rule,
    check_title,
    gate_word,
    go_word,
    group_title,
    phase_word,
    standing_word,
    verdict_word,
    waiver_words,
    why_sentence,
)
from liveops_desktop.words.checks.drift import drift_sentence
from liveops_desktop.words.checks.leaving import leaving_sentences
from liveops_desktop.words.files import file_refusal
from liveops_desktop.words.findings import finding_words
from liveops_desktop.words.forms import date_word, number
from liveops_desktop.words.names import punctuality, role_word, signal_word
from liveops_desktop.words.refusals import refusal_sentence
from liveops_desktop.words.translation import ENGLISH, LANGUAGES, N_, _, from_system, in_language, language, n_, use

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "N_",
    "_",
    "alarm_cause",
    "alarm_cause_brief",
    "check_remedy",
    "check_rule",
    "check_title",
    "date_word",
    "drift_sentence",
    "file_refusal",
    "finding_words",
    "from_system",
    "gate_word",
    "go_word",
    "group_title",
    "in_language",
    "language",
    "leaving_sentences",
    "n_",
    "number",
    "phase_word",
    "punctuality",
    "refusal_sentence",
    "role_word",
    "signal_word",
    "standing_word",
    "use",
    "verdict_word",
    "waiver_words",
    "why_sentence",
]

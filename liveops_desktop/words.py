"""Translation, and the words for the core's enums. Other labels stand where they are used, marked for translation."""

import gettext
from collections.abc import Mapping
from typing import assert_never

from liveops_desktop.core.clock import Span
from liveops_desktop.core.gauges import Signal
from liveops_desktop.core.preflight import Go, Group, Verdict, Why
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.roles import Role
from liveops_desktop.core.timetext import duration

_translation: gettext.NullTranslations = gettext.NullTranslations()


def N_(sentence: str) -> str:  # noqa: N802 -- gettext's customary name
    """Mark *sentence* for translation; translate it with ``_`` when it is drawn."""
    return sentence


def _(sentence: str) -> str:
    """Return *sentence* in the language chosen."""
    return _translation.gettext(sentence)


def n_(one: str, many: str, count: int) -> str:
    """Return the plural form of a sentence for *count*."""
    return _translation.ngettext(one, many, count)


def in_language(text: Mapping[str, str], language: str) -> str:
    """Return content *text* in *language* (``zh-Hans`` finds ``zh``), else in English, else in any it has."""
    for key in (language, language.partition("-")[0], "en"):
        if key in text:
            return text[key]
    return next(iter(text.values()), "")


def refusal_sentence(refused: Refused) -> str:
    """Return the calm sentence for *refused*, with row and column in front where it names them."""
    sentence = _refusal(refused.reason, _span(refused), refused.detail)
    if refused.row is None:
        return sentence
    place = (
        _("Row {row}").format(row=refused.row)
        if refused.column is None
        else _("Row {row}, column {column}").format(row=refused.row, column=refused.column)
    )
    return f"{place}: {sentence}"


def _span(refused: Refused) -> str:
    return "" if refused.span is None else duration(refused.span)


def _refusal(reason: Reason, span: str, detail: str) -> str:  # noqa: C901 -- one sentence per reason, nothing else
    match reason:
        case Reason.NO_SUCH_CUE:
            return _("That cue is no longer in the run-of-show.")
        case Reason.CUE_EXISTS:
            return _("That cue is in the run-of-show already.")
        case Reason.ALREADY_ON_AIR:
            return _("That cue is on air. Take it again only if you mean it.")
        case Reason.NOT_ON_AIR:
            return _("That cue is not on air.")
        case Reason.SHOW_MOVED_ON:
            return _("The show has moved on: another cue is on air now.")
        case Reason.TOO_QUICK:
            return _("Two takes within 0.3 s: the second was not carried out.")
        case Reason.NOTHING_TO_UNDO:
            return _("There is nothing to undo.")
        case Reason.CONFIRM_UNDO:
            return _("That take was more than 30 s ago. Undo it all the same?")
        case Reason.CONFIRM_STANDBY:
            return _("That cue is standing by. Change it all the same?")
        case Reason.NOTHING_LEFT_TO_TAKE:
            return _("Nothing left to take: the cue is over its time.")
        case Reason.ALREADY_HELD:
            return _("The clock is held already.")
        case Reason.NOT_HELD:
            return _("The clock is not held.")
        case Reason.SHOW_ENDED:
            return _("The show has ended.")
        case Reason.SHOW_NOT_STARTED:
            return _("The show has not started.")
        case Reason.CUE_IS_ON_AIR:
            return _("A cue on air cannot be deleted, skipped or moved.")
        case Reason.SHORTER_THAN_RUN:
            return _("It has run longer than that already: {span} is the shortest.").format(span=span)
        case Reason.GO_NOT_DUE:
            return _("The next cue is not due yet.")
        case Reason.REVIEW_SIGNED:
            return _("The review is signed; the end stays.")
        case Reason.EDIT_CONFLICT:
            return _("Somebody changed it meanwhile to “{detail}”. Your text is kept.").format(detail=detail)
        case Reason.NEGATIVE:
            return _("A length cannot be negative.")
        case Reason.TOO_LONG:
            return _("24 hours is the longest.")
        case Reason.WARN_TOO_LONG:
            return _("The warning is longer than the cue.")
        case Reason.DANGER_OVER_WARN:
            return _("The last warning is longer than the first.")
        case Reason.LEAST_OVER_PLANNED:
            return _("The least is longer than the planned length.")
        case Reason.MOST_UNDER_PLANNED:
            return _("The most is shorter than the planned length.")
        case Reason.TOO_MANY_POINTS:
            return _("Three points at most: the host reads them while talking.")
        case Reason.EMPTY:
            return _("Something must stand here.")
        case Reason.NOT_A_DURATION:
            return _("Not a length. Write 8 for minutes, 5:30, :10 or 1:05:30.")
        case Reason.NOT_A_TIME:
            return _("Not a time of day. Write 20:30, 2030 or 20:30:15.")
        case Reason.TIME_DOES_NOT_EXIST:
            return _("That time does not exist on that day: the clocks go forward.")
        case Reason.UNKNOWN_ZONE:
            return _("No such time zone. Write one like Asia/Shanghai or Europe/Berlin.")
        case Reason.NOT_A_DATE:
            return _("Not a date. Write it like 2026-10-25.")
        case Reason.UNKNOWN_VALUE:
            return _("“{detail}” is not known here.").format(detail=detail)
        case Reason.TOO_MANY_ROWS:
            return _("Too many rows at once.") if not detail else _("{detail} rows at most.").format(detail=detail)
        case Reason.NO_QUESTION_OPEN:
            return _("There is nothing to answer any more.")
        case Reason.FOLLOW_NOT_POSSIBLE:
            return _("The plan has no cue for this moment; there is nothing to follow.")
        case Reason.UNKNOWN_ITEM:
            return _("That item is not on the list.")
        case Reason.UNKNOWN_RUN:
            return _("That run is not the latest one.")
        case Reason.NOT_WAIVABLE:
            return _("That check cannot be waived.")
        case Reason.NAME_MISSING:
            return _("Say who you are first.")
        case Reason.REASON_MISSING:
            return _("Write the reason.")
        case Reason.NO_SUCH_INCIDENT:
            return _("That incident is not in this show.")
        case Reason.INCIDENT_CLOSED:
            return _("That incident is closed.")
        case Reason.RECOVERY_NOT_CONFIRMED:
            return _("Confirm the recovery check first.")
        case Reason.NO_SUCH_MESSAGE:
            return _("That message is not in this show.")
        case Reason.NO_SUCH_ALARM:
            return _("That alarm is not in this show.")
        case Reason.CARD_OPEN:
            return _("That card is open already.")
        case _:
            assert_never(reason)


def role_word(role: Role) -> str:
    """Return the name of a hat."""
    return _(_ROLES[role])


_ROLES = {
    Role.PLANNER: N_("Planner"),
    Role.HOST: N_("Host"),
    Role.SECOND_HOST: N_("Co-host"),
    Role.OPERATIONS_MANAGER: N_("Operations manager"),
    Role.EXECUTION: N_("Execution"),
    Role.TECHNICAL: N_("Technical support"),
    Role.PROMOTER: N_("Promoter"),
    Role.ANALYST: N_("Data analyst"),
    Role.CUSTOMER_SERVICE: N_("Customer service"),
    Role.EVERYBODY: N_("Everybody"),
}


def check_title(check_id: str) -> str:
    """Return the name of a check; an unknown one keeps its id."""
    return _(_CHECKS[check_id][0]) if check_id in _CHECKS else check_id


def check_rule(check_id: str) -> str:
    """Return the sentence that says what a check asks of the rig."""
    return _(_CHECKS[check_id][1]) if check_id in _CHECKS else ""


def check_remedy(check_id: str) -> str:
    """Return what to do when a check fails."""
    return _(_CHECKS[check_id][2]) if check_id in _CHECKS else ""


_CHECKS = {
    "obsc.port": (
        N_("OBS port"),
        N_("Something listens at OBS's port, and answers quickly."),
        N_("Start OBS. In OBS: Tools → WebSocket Server Settings → Enable. Let the port through the firewall."),
    ),
    "obsc.hello": (
        N_("OBS greeting"),
        N_("What listens there is the WebSocket server of OBS."),
        N_("Compare the port with OBS: Tools → WebSocket Server Settings. Silence: OBS hangs; start it again."),
    ),
    "obsc.auth": (
        N_("OBS password"),
        N_("OBS accepts the password."),
        N_("Copy the password from OBS: Tools → WebSocket Server Settings → Show Connect Info."),
    ),
    "obsc.requests": (
        N_("OBS version"),
        N_("This version of OBS knows every request this program makes."),
        N_("Update OBS, well before the show and never on the day."),
    ),
    "obsv.idle": (
        N_("Outputs idle"),
        N_("OBS neither streams nor records yet."),
        N_("You may be on air already. Find out who started it, then stop the output in OBS."),
    ),
    "obsv.target": (
        N_("Stream target"),
        N_("OBS is set to the planned ingest, with a key."),
        N_("In OBS: Settings → Stream: set the server the plan names, and paste the key again."),
    ),
    "obsv.active_fps": (
        N_("Frame rate"),
        N_("OBS draws as many frames as planned, over 10 s."),
        N_("Take load off the graphics card: close other programs, use fewer browser sources and filters."),
    ),
    "scn.required": (
        N_("Scenes of the plan"),
        N_("Every scene that a cue names is in OBS."),
        N_("Create or rename the scene in OBS, or correct the cue. Is the right scene collection loaded?"),
    ),
    "scn.contingency": (
        N_("Contingency scene"),
        N_("The scene that the cards cut to is in OBS."),
        N_("Create it in OBS, or name it in the plan."),
    ),
    "scn.zero_size": (
        N_("Sources give a picture"),
        N_("No source shown in the planned scenes is 0 pixels in size."),
        N_("Open the source in OBS: choose the device or the file again, check the cable."),
    ),
    "aud.mute": (
        N_("Microphones open"),
        N_("Every planned microphone is in OBS and not muted."),
        N_("Unmute it in OBS's audio mixer; a missing one: add it, or correct its name in the plan."),
    ),
    "rec.space": (
        N_("Recording space"),
        N_("The disk that OBS records to has room."),
        N_("Free space, or choose another disk in OBS: Settings → Output → Recording."),
    ),
    "sys.cpu": (
        N_("Processor load"),
        N_("The processor of this PC has time left, over 15 s."),
        N_("Close what is not needed for the show; let the graphics card encode."),
    ),
    "sys.mem": (
        N_("Memory"),
        N_("This PC has memory left."),
        N_("Close what is not needed for the show; start OBS again."),
    ),
    "net.dns": (
        N_("Ingest name"),
        N_("The ingest's name resolves quickly."),
        N_("Check the spelling of the ingest, the line, and the DNS server of this PC."),
    ),
    "ing.tcp": (
        N_("Ingest reachable"),
        N_("The ingest accepts ten connections of ten, quickly."),
        N_("Check the line, try another ingest, or let the port through the firewall."),
    ),
    "ing.rtmp": (
        N_("Ingest speaks RTMP"),
        N_("The ingest answers the RTMP handshake. No stream is started."),
        N_("Check the address and port of the ingest; some networks block port 1935."),
    ),
}
"""By id: title, what is asked, what to do."""


def group_title(group: Group) -> str:
    """Return the name of a group of checks."""
    return _(_GROUPS[group])


_GROUPS = {
    Group.OBS: N_("OBS connection"),
    Group.VIDEO: N_("Video and output"),
    Group.SCENES: N_("Scenes and sources"),
    Group.AUDIO: N_("Audio"),
    Group.RECORDING: N_("Recording and disk"),
    Group.MACHINE: N_("Machine"),
    Group.NETWORK: N_("Network"),
    Group.INGEST: N_("Ingest"),
}


def verdict_word(verdict: Verdict) -> str:
    """Return the word that always stands beside a verdict's colour."""
    return _(_VERDICTS[verdict])


_VERDICTS = {
    Verdict.PASS: N_("ok"),
    Verdict.WARN: N_("warning"),
    Verdict.FAIL: N_("failed"),
    Verdict.INCONCLUSIVE: N_("not measured"),
    Verdict.SKIPPED: N_("skipped"),
    Verdict.MANUAL: N_("by hand"),
}


def go_word(go: Go) -> str:
    """Return the decision as it is said aloud."""
    return _(_GOES[go])


_GOES = {Go.GO: N_("GO"), Go.WAIVED: N_("GO WITH WAIVERS"), Go.NO_GO: N_("NO-GO")}


def why_sentence(why: Why, detail: str = "", ready_in: Span | None = None) -> str:
    """Return why a check judged so, with the *detail* in it; empty where the figure says it all but for a detail."""
    if why is Why.MEASURING and ready_in is not None:
        return _("Measuring, {seconds} s left.").format(seconds=-(-ready_in // 1_000))
    plain, with_detail = _WHYS[why]
    return _(with_detail).format(detail=detail) if detail else plain and _(plain)


_WHYS = {
    Why.MEASURED: ("", N_("{detail}")),
    Why.MEASURING: (N_("Measuring."), N_("Measuring.")),
    Why.TIMED_OUT: (N_("The check took too long."), N_("The check took too long.")),
    Why.BROKE: (N_("The check itself broke; it is in the log."), N_("The check itself broke; it is in the log.")),
    Why.NOT_CONNECTED: (N_("OBS does not answer."), N_("OBS does not answer.")),
    Why.REFUSED: (N_("Nobody listens there."), N_("Nobody listens there: {detail}.")),
    Why.NO_ANSWER: (N_("No answer in time."), N_("No answer in time: {detail}.")),
    Why.NOT_OBS: (N_("Something other than OBS answers there."), N_("Something other than OBS answers there.")),
    Why.WRONG_PASSWORD: (N_("OBS does not accept the password."), N_("OBS does not accept the password.")),
    Why.PASSWORD_MISSING: (N_("OBS asks for a password."), N_("OBS asks for a password.")),
    Why.OTHER_MACHINE: (N_("OBS runs on another machine."), N_("OBS runs on {detail}; this figure is of this PC.")),
    Why.NOTHING_PLANNED: (N_("The plan says nothing about it."), N_("The plan names none; OBS is set to {detail}.")),
    Why.MISSING: (N_("Missing."), N_("Missing: {detail}.")),
    Why.DIFFERS: (N_("Not as planned."), N_("Not as planned: {detail}.")),
    Why.NO_SUCH_HOST: (N_("No such name."), N_("No such name: {detail}.")),
    Why.CANCELLED: (N_("Cancelled."), N_("Cancelled.")),
    Why.UNAVAILABLE: (N_("Cannot be measured here."), N_("Cannot be measured here: {detail}.")),
    Why.STREAM_RUNS: (N_("OBS is streaming: you may be on air."), N_("OBS is streaming: you may be on air.")),
    Why.RECORD_RUNS: (N_("OBS is recording."), N_("OBS is recording.")),
    Why.CONSENT_MISSING: (
        N_("Not asked: OBS runs elsewhere, and its answer would carry the stream key over the network."),
        N_("Not asked: OBS runs elsewhere, and its answer would carry the stream key over the network."),
    ),
    Why.TARGET_MISSING: (N_("OBS has no stream server set."), N_("OBS has no stream server set.")),
    Why.KEY_MISSING: (N_("OBS has no stream key set."), N_("OBS has no stream key set.")),
    Why.NO_PICTURE: (N_("No picture."), N_("No picture: {detail}.")),
    Why.MUTED: (N_("Muted."), N_("Muted: {detail}.")),
    Why.NOT_AN_ADDRESS: (N_("The ingest is no address."), N_("The ingest is no address: {detail}.")),
    Why.CLOSED: (N_("It closed the connection without a word."), N_("It closed the connection without a word.")),
    Why.UNREACHABLE: (N_("No way leads there from here."), N_("No way leads there from here: {detail}.")),
    Why.NOT_RTMP: (N_("What answers there is not RTMP."), N_("What answers there is not RTMP: {detail}.")),
}
"""Each reason without and with a detail."""


def signal_word(signal: str) -> str:
    """Return what a health signal is called; an alarm of a later version keeps its stored name."""
    return _(_SIGNALS.get(signal, signal))


_SIGNALS: dict[str, str] = {
    Signal.OBS_LOST: N_("OBS is gone"),
    Signal.OBS_REFUSED: N_("OBS refuses the password"),
    Signal.OBS_KICKED: N_("OBS has ended this connection"),
    Signal.STREAM_STOPPED: N_("The stream has stopped"),
    Signal.RECONNECTING: N_("The stream is reconnecting"),
    Signal.STREAM_STALLED: N_("The stream sends nothing"),
    Signal.NETWORK_DROPS: N_("The line is losing frames"),
    Signal.BITRATE_LOW: N_("The bitrate is low"),
    Signal.ENCODER_SKIP: N_("The encoder skips frames"),
    Signal.RENDER_LAG: N_("Rendering lags"),
    Signal.FPS: N_("Too few frames per second"),
    Signal.CPU: N_("The processor is busy"),
    Signal.MEMORY: N_("Memory is short"),
    Signal.DISK: N_("The disk is filling up"),
    Signal.RECORD_STOPPED: N_("The recording has stopped"),
    Signal.RECORD_STALLED: N_("The recording writes nothing"),
    Signal.MICROPHONE_MUTED: N_("A microphone is muted"),
}


def punctuality(late: Span) -> str:
    """Return how punctual a start was; within a second it was on time."""
    whole = abs(late) // 1_000
    if not whole:
        return _("on time")
    words = _("{span} late") if late > 0 else _("{span} early")
    return words.format(span=duration(Span(whole * 1_000)))

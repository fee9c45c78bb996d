"""Title, rule and remedy of each check, and the words for what came of it."""

from typing import assert_never

from liveops_desktop.core.clock import Span
from liveops_desktop.core.gates import GateState, Standing
from liveops_desktop.core.preflight import Go, Group, Phase, Verdict, Waiver, Why
from liveops_desktop.words.checks import (
    audio,
    bandwidth,
    by_hand,
    devices,
    displays,
    drift,
    ingest,
    line_up,
    machine,
    network,
    obs,
    recording,
    scenes,
    seen_and_heard,
    soak,
    video,
)
from liveops_desktop.words.translation import N_, _, c_


def check_title(check_id: str) -> str:
    """Return the name of a check; an unknown one keeps its id."""
    return _(_CHECKS[check_id][0]) if check_id in _CHECKS else check_id


def check_rule(check_id: str) -> str:
    """Return the sentence that says what a check asks of the rig."""
    return _(_CHECKS[check_id][1]) if check_id in _CHECKS else ""


def check_remedy(check_id: str) -> str:
    """Return what to do when a check fails."""
    return _(_CHECKS[check_id][2]) if check_id in _CHECKS else ""


def waiver_words(waiver: Waiver) -> str:
    """Return who waived a check, and why."""
    return _("waived by {who}: {reason}").format(who=waiver.who, reason=waiver.reason)


_CHECKS = {
    check_id: texts
    for group in (
        obs.TEXTS,
        video.TEXTS,
        scenes.TEXTS,
        audio.TEXTS,
        recording.TEXTS,
        machine.TEXTS,
        network.TEXTS,
        ingest.TEXTS,
        line_up.TEXTS,
        bandwidth.TEXTS,
        soak.TEXTS,
        displays.TEXTS,
        devices.TEXTS,
        drift.TEXTS,
        by_hand.TEXTS,
    )
    for check_id, texts in group.items()
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
    Group.BANDWIDTH: N_("Bandwidth"),
    Group.SOAK: N_("Soak"),
    Group.DISPLAYS: N_("Displays"),
    Group.DEVICES: N_("Capture devices"),
    Group.DRIFT: N_("Since the last good show"),
    Group.BY_HAND: N_("By hand"),
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


def phase_word(phase: Phase) -> str:
    """Return which preflight it is."""
    return _("Rig") if phase is Phase.RIG else _("Line-up")


def gate_word(state: GateState) -> str:
    """Return what became of a gate."""
    return _(_GATES[state])


_GATES = {
    GateState.OPEN: N_("open"),
    GateState.PASSED: N_("passed"),
    GateState.WAIVED: N_("passed with waivers"),
    GateState.MISSED: N_("missed"),
}


def standing_word(standing: Standing) -> str:
    """Return what became of one thing that a gate asks for."""
    return _(_STANDINGS[standing])


_STANDINGS = {
    Standing.TODO: N_("to do"),
    Standing.HALF: N_("waits for a second person"),
    Standing.DONE: N_("done"),
    Standing.STALE: N_("too old"),
    Standing.FAILED: N_("failed"),
    Standing.WAIVED: N_("waived"),
}


def go_word(go: Go) -> str:
    """Return the decision as it is said aloud."""
    match go:
        case Go.GO:
            return c_("the decision before air", "GO")  # to the host, GO is said too, and means: now
        case Go.WAIVED:
            return _("GO WITH WAIVERS")
        case Go.NO_GO:
            return _("NO-GO")
        case _:
            assert_never(go)


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
    Why.NOTHING_KEPT: (
        N_("No good set-up of OBS is kept yet: nothing to compare with."),
        N_("No good set-up of OBS is kept yet: nothing to compare with."),
    ),
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
    **seen_and_heard.WHYS,
    Why.MUTED: (N_("Muted."), N_("Muted: {detail}.")),
    Why.NOT_AN_ADDRESS: (N_("The ingest is no address."), N_("The ingest is no address: {detail}.")),
    Why.CLOSED: (N_("It closed the connection without a word."), N_("It closed the connection without a word.")),
    Why.UNREACHABLE: (N_("No way leads there from here."), N_("No way leads there from here: {detail}.")),
    Why.NOT_RTMP: (N_("What answers there is not RTMP."), N_("What answers there is not RTMP: {detail}.")),
    Why.NOT_TLS: (N_("What answers there is not TLS."), N_("What answers there is not TLS: {detail}.")),
    Why.NOT_ASKED: (N_("Runs only when asked for."), N_("Runs only when asked for.")),
    Why.CHANGED_MEANWHILE: (N_("OBS was switched meanwhile."), N_("Switched while it was measured: {detail}.")),
    Why.TARGET_IS_SHOW: (
        N_("OBS is set to the show's own ingest; switch it to the test profile."),
        N_("OBS is set to the show's own ingest, {detail}; switch it to the test profile."),
    ),
    Why.NOT_STARTED: (N_("OBS was told to start, and nothing came up."), N_("Nothing came up: {detail}.")),
    Why.NOT_RUNNING: (N_("It does not run."), N_("It does not run: {detail}.")),
    Why.NOTHING_SENT: (N_("It runs, but sends nothing."), N_("It runs, but sends nothing: {detail}.")),
    Why.RECONNECTED: (N_("The stream was lost and came back."), N_("The stream was lost {detail} times.")),
    Why.STILL_RUNS: (
        N_("OBS could not be told to stop: stop it by hand."),
        N_("OBS could not be told to stop: stop it by hand."),
    ),
    Why.NOT_CONFIRMED: (N_("The far side does not confirm it."), N_("The far side does not confirm it: {detail}.")),
    Why.CERTIFICATE: (N_("Its certificate is not good."), N_("Its certificate is not good: {detail}.")),
    Why.SAME_ADDRESS: (N_("Both have one address."), N_("Both have one address: {detail}.")),
    Why.TOOL_MISSING: (N_("A program for it is not installed."), N_("{detail} is not installed.")),
    Why.SERVER_REFUSED: (N_("The server refused the data."), N_("The server refused the data: {detail}.")),
    Why.HELD_UP: (
        N_("This PC was too busy to measure."),
        N_("This PC was too busy to measure: it was held up for {detail}. Run it again."),
    ),
    Why.STALLED: (N_("For seconds nothing got through."), N_("For seconds nothing got through: {detail}.")),
    Why.TOO_SHORT: (N_("Too little was measured."), N_("Too little was measured: {detail}.")),
    Why.INTERFACE_DIFFERS: (
        N_("The network interface counted something else."),
        N_("The network interface counted something else: {detail}."),
    ),
    Why.OTHER_SENDER: (N_("Something else used the line."), N_("Something else used the line: {detail}.")),
    Why.DISAGREE: (N_("Two measurements disagree."), N_("Two measurements disagree: {detail}.")),
    Why.NO_FOLDER: (N_("There is no such folder."), N_("There is no such folder: {detail}.")),
    Why.NOT_WRITABLE: (N_("Nothing can be written there."), N_("Nothing can be written there: {detail}.")),
    Why.FRAGILE: (
        N_("When it is cut off, nothing of the recording is left."),
        N_("{detail}: when it is cut off, nothing of the recording is left."),
    ),
    Why.NO_LOG: (N_("No log of OBS was found on this PC."), N_("No log of OBS was found on this PC: {detail}.")),
    Why.LOGGED: (N_("It stands in OBS's log."), N_("OBS's log says: {detail}.")),
    Why.SAFE_MODE: (N_("OBS runs in safe mode, without plugins."), N_("OBS runs in safe mode, without plugins.")),
    Why.CRASHED: (N_("OBS crashed within the last day."), N_("OBS crashed within the last day.")),
    Why.OPEN_DOOR: (N_("OBS lets anybody in, without a password."), N_("OBS lets anybody in, without a password.")),
    Why.TWO_RUN: (N_("More than one OBS runs on this PC."), N_("{detail} OBS run on this PC.")),
    Why.NOTHING_RUNS: (N_("Neither a stream nor a recording runs."), N_("Neither a stream nor a recording runs.")),
    Why.KEY_RAGGED: (
        N_("The stream key begins or ends with a space or a line break."),
        N_("The stream key begins or ends with a space or a line break."),
    ),
    Why.KEY_DIFFERS: (N_("It is another stream key than planned."), N_("It is another stream key than planned.")),
    Why.ABOVE_MOST: (N_("More than the platform takes."), N_("More than the platform takes: {detail}.")),
    Why.NO_READING: (
        N_("OBS tells this only in a file of its profile, which was not found."),
        N_("OBS tells this only in a file of its profile, in advanced mode; it is in mode {detail}."),
    ),
    Why.UNUSUAL: (N_("Unusual for a broadcast."), N_("Unusual for a broadcast: {detail}.")),
    Why.SWITCHED_ON: (N_("It is switched on in OBS."), N_("It is switched on in OBS: {detail}.")),
    Why.EXTRA_OUTPUT: (
        N_("OBS has another output, which needs bandwidth too."),
        N_("OBS has another output, which needs bandwidth too: {detail}."),
    ),
    Why.IDLE: (N_("Too little is going on to tell."), N_("Too little is going on to tell: {detail}.")),
    Why.ON_BATTERY: (N_("It runs on its battery."), N_("It runs on its battery, which lasts {detail}.")),
    Why.WILL_SLEEP: (
        N_("The system does not let sleep be held off."),
        N_("The system does not let sleep be held off: {detail}."),
    ),
    Why.RUNNING: (N_("Something else is at work on it."), N_("At work on it: {detail}.")),
    Why.DOWN: (N_("The network interface is down."), N_("The network interface is down: {detail}.")),
    Why.WIRELESS: (N_("The way out is Wi-Fi."), N_("The way out is Wi-Fi: {detail}.")),
    Why.TUNNELLED: (N_("The way out leads through a VPN."), N_("The way out leads through a VPN: {detail}.")),
    Why.HALF_DUPLEX: (
        N_("The link sends and receives by turns only."),
        N_("The link sends and receives by turns only: {detail}."),
    ),
    Why.PROXIED: (N_("The system uses a proxy."), N_("The system uses a proxy for {detail}.")),
    Why.PORTAL: (
        N_("The network answers in place of the server: it wants a log-in first."),
        N_("The network answers in place of the server: it wants a log-in first ({detail})."),
    ),
    Why.CLOCK_OFF: (N_("The clock is off."), N_("The clock is off, as {detail} says.")),
    Why.ONE_FAMILY_DEAD: (
        N_("One of IPv4 and IPv6 leads nowhere."),
        N_("{detail} leads nowhere; each new connection may wait for it first."),
    ),
    Why.RENAMED: (N_("It has another name now."), N_("It has another name now: {detail}.")),
    Why.CAME_OR_WENT: (N_("Something was plugged in or out."), N_("Plugged in or out: {detail}.")),
    Why.NOT_ALLOWED: (N_("The system does not allow it."), N_("The system does not allow it: {detail}.")),
    Why.NOT_WATCHED: (
        N_("Nobody watched until now, so what changed is not known."),
        N_("Nobody watched until now, so what changed is not known: {detail}."),
    ),
    Why.TOO_QUIET: (N_("Too quiet."), N_("Too quiet: {detail}.")),
    Why.DIGITAL_ZERO: (
        N_("It delivers digital silence: not even noise."),
        N_("It delivers digital silence, not even noise: {detail}."),
    ),
    Why.CLIPS: (N_("It clips."), N_("It clips: {detail}.")),
    Why.NO_DEVICE: (N_("There is none here."), N_("There is none here: {detail}.")),
    Why.NOT_READY: (
        N_("OBS is busy: it is loading or switching its scene collection."),
        N_("OBS is busy: it is loading or switching its scene collection."),
    ),
    Why.SWITCHED_OFF: (N_("It is switched off in OBS."), N_("It is switched off in OBS.")),
}
"""Each reason without and with a detail."""

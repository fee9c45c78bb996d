"""What a wish leads to: the facts, or a refusal with its reason. Pure; one module per noun.

``at`` is when the wish counts: the instant of the press, never before the fact it follows (the desk sees to it).
A repeat of what is so already leads to no fact and is no refusal.
"""

from typing import assert_never

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.decide import air, alarms, clock, incidents, messages, notes, preparation, rundown
from liveops_desktop.core.decide.cues import header_of
from liveops_desktop.core.facts import AnyBody
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.show import Show


def decide(show: Show, wish: Wish, at: Instant) -> tuple[AnyBody, ...]:
    """Return the facts that *wish* leads to, in order; none when it is so already.

    Raises:
        Refused: the person asked for something that makes no sense now.
    """
    intent = wish.intent
    if not isinstance(intent, i.CreateShow):
        header_of(show)
    match intent:
        case (
            i.Take()
            | i.GoAtZero()
            | i.UndoTake()
            | i.StartShow()
            | i.EndShow()
            | i.UndoEnd()
            | i.Hold()
            | i.Resume()
            | i.Nudge()
        ):
            return air.decide(show, wish, intent, at)
        case (
            i.CreateShow()
            | i.EditHeader()
            | i.AddCues()
            | i.EditCue()
            | i.MoveCue()
            | i.DeleteCue()
            | i.SkipCue()
            | i.ReplaceCues()
            | i.EditRundown()
            | i.LockRundown()
            | i.UnlockRundown()
            | i.AcknowledgeVersion()
        ):
            return rundown.decide(show, intent, at)
        case i.ReportStep() | i.AnswerStep() | i.ReportSleep() | i.AnswerSleep():
            return clock.decide(show, wish, intent, at)
        case (
            i.TickItem()
            | i.RecordPreflight()
            | i.Waive()
            | i.WithdrawWaiver()
            | i.SignPreflight()
            | i.ConfirmCheck()
            | i.OpenPoll()
            | i.AnswerPoll()
            | i.ClosePoll()
            | i.SetRig()
            | i.KeepSetup()
            | i.AcceptDrift()
        ):
            return preparation.decide(show, wish, intent, at)
        case i.RaiseAlarm() | i.AcknowledgeAlarm() | i.ClearAlarm():
            return alarms.decide(show, wish, intent)
        case i.OpenCard() | i.DoStep() | i.MakeDecision() | i.Mitigate() | i.CloseIncident():
            return incidents.decide(show, wish, intent)
        case i.SendMessage() | i.ReportShown() | i.ReportSeen() | i.ClearMessage():
            return messages.decide(show, wish, intent)
        case i.AddNote() | i.SetMarker() | i.SaveHotWash():
            return notes.decide(show, wish, intent, at)
    assert_never(intent)

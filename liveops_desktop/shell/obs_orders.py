"""Connecting OBS: asked for, found on this PC, or by the password in the system's safe."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

from PySide6.QtWidgets import QApplication

from liveops_desktop.core import commands as c
from liveops_desktop.core.snapshot import NoticeKind
from liveops_desktop.core.vitals import Link, LinkTrouble
from liveops_desktop.shell import drafts
from liveops_desktop.shell.keys import is_text_field
from liveops_desktop.shell.obs_question import ObsQuestion
from liveops_desktop.words import _

if TYPE_CHECKING:
    from liveops_desktop.services.obs import Password
    from liveops_desktop.services.obs_discovery import FoundObs
    from liveops_desktop.services.secrets_store import SecretsStore
    from liveops_desktop.shell.app import App
    from liveops_desktop.shell.find_obs import FindObs


class ObsOrders:
    """Owns the question for OBS's password, the search for OBS on this PC, and the safe."""

    def __init__(self, app: "App") -> None:
        """Nothing of OBS, and nothing of the safe, is loaded before it is needed."""
        self._app = app
        self._finder: FindObs | None = None
        self._safe_made: SecretsStore | None = None
        self._asked_for: LinkTrouble | None = None
        self._offer_due = False
        """The search is to be offered as soon as no other question stands."""
        self._aims = 0
        """Counts the wishes to connect: a safe that answers late connects nothing that is no longer wanted."""
        self._by_safe: tuple[str, int] | None = None
        """The OBS being connected with the safe's password."""
        self._to_keep: Password | None = None
        """Goes into the safe once OBS has taken it."""
        self.turned: Callable[[], None] = lambda: None
        """Called when a question of OBS comes, and when the search ends."""
        self._build()

    def _build(self) -> None:
        self._question = ObsQuestion(self._answered, self.look)
        self._app.window.add_bar(self._question)

    def rebuild(self) -> None:
        """Build the questions anew in the language of now; what was being answered goes on."""
        question, finder = self._question, self._finder
        self._build()
        if not question.isHidden():
            self._ask(self._why_asked())
            drafts.put_back(self._question, drafts.take(question))
        question.hide()
        question.deleteLater()
        if finder is not None:
            self._finder = None
            self._find_bar().go_on_from(finder)
            finder.hide()
            finder.deleteLater()

    async def start(self) -> None:
        """Connect where that was wanted before; where OBS was never asked for, offer to look for it."""
        app = self._app
        password = await asyncio.to_thread(_password_from_file)
        await app.rig_side.ready()
        wanted = app.settings.now
        if password is not None:
            self._connect(wanted.obs_host, wanted.obs_port, password)
        elif app.known.obs_wanted:
            await self._connect_by_safe(wanted.obs_host, wanted.obs_port)
        else:
            self._offer_due = not app.known.obs_looked_for

    @property
    def asking(self) -> bool:
        """Whether a question of OBS stands."""
        return not self._question.isHidden() or (self._finder is not None and not self._finder.isHidden())

    def skip_search(self) -> None:
        """Do not offer the search by itself, now or later."""
        self._offer_due = False
        self._app.remember(obs_looked_for=True)

    def aim(self) -> None:
        """Turn to the OBS that the settings name now, where one is wanted."""
        if self._app.known.obs_wanted:
            wanted = self._app.settings.now
            self._app.spawn(self._connect_by_safe(wanted.obs_host, wanted.obs_port))

    def carry_out(self, command: c.ConnectObs | c.DisconnectObs | c.AskObsPassword | c.CutToScene) -> None:
        """Carry *command* out, or begin to."""
        app = self._app
        match command:
            case c.ConnectObs(host=host, port=port):
                app.settings.note(obs_host=host, obs_port=port)
                app.remember(obs_wanted=True)
                app.spawn(self._connect_by_safe(host, port))
            case c.DisconnectObs():
                app.remember(obs_wanted=False)
                self._aims += 1
                if app.rig_side.obs is not None:
                    app.rig_side.obs.disconnect()
            case c.AskObsPassword():
                self._ask(self._why_asked())
            case c.CutToScene(scene=scene):
                app.spawn(self._cut(scene))
            case _:
                assert_never(command)

    # -- connecting ------------------------------------------------------------------

    def _connect(self, host: str, port: int, password: str | None) -> None:
        self._aims += 1
        self._by_safe = None
        self._asked_for = None
        if self._app.rig_side.obs is not None:
            self._app.rig_side.obs.connect(host, port, password)

    async def _connect_by_safe(self, host: str, port: int) -> None:
        """Connect with the password that the safe holds for this OBS, or without one: OBS then says what it wants."""
        self._aims += 1
        aim = self._aims
        answer = await self._safe().get(host, port)
        if aim != self._aims:
            return
        self._connect(host, port, answer.password.reveal() or None)
        if answer.password:
            self._by_safe = (host, port)

    def _answered(self, host: str, port: int, password: str, keep: bool) -> None:  # noqa: FBT001 -- as the bar calls it
        from liveops_desktop.services.obs import Password

        app = self._app
        self._offer_due = False
        app.settings.note(obs_host=host, obs_port=port)
        app.remember(obs_wanted=True, obs_looked_for=True)
        if self._by_safe is not None and self._asked_for is LinkTrouble.WRONG_PASSWORD:
            app.spawn(self._forget(*self._by_safe))
        self._connect(host, port, password or None)
        self._to_keep = Password(password) if keep and password else None

    async def _forget(self, host: str, port: int) -> None:
        await self._safe().forget(host, port)

    async def _keep(self, host: str, port: int, password: "Password") -> None:
        from liveops_desktop.services.secrets_store import Safe

        if await self._safe().keep(host, port, password) is not Safe.DONE:
            self._app.notice(
                NoticeKind.COULD_NOT, _("the system's safe did not keep the password; it is asked for next time")
            )

    def watch(self, *, free: bool) -> None:
        """Look after each reading: keep a password that OBS took, ask for one it wants; once for each refusal.

        *free*: no other question stands. While a show is on air the search is not offered: it would take the focus.
        """
        link = self._app.rig_side.vitals.obs.link
        if link.state is Link.CONNECTED and self._to_keep is not None:
            password, self._to_keep = self._to_keep, None
            self._app.spawn(self._keep(link.host, link.port, password))
        if free and self._offer_due and not self._on_air():
            self._offer_due = False
            self._show(self._find_bar().offer)
        trouble = link.trouble if link.state is Link.REFUSED else None
        if trouble == self._asked_for:
            return
        self._asked_for = trouble
        if trouble in (LinkTrouble.PASSWORD_MISSING, LinkTrouble.WRONG_PASSWORD):
            self._to_keep = None
            # Nobody pressed anything: who is walking a list or typing keeps the keys.
            self._ask(" ".join((self._why_asked(), _("Ctrl+O goes there."))), focus=False)

    def _on_air(self) -> bool:
        show = self._app.show
        return show is not None and show.air.on_air

    def _why_asked(self) -> str:
        match self._asked_for:
            case LinkTrouble.PASSWORD_MISSING:
                return _("OBS asks for its password.")
            case LinkTrouble.WRONG_PASSWORD if self._by_safe is not None:
                return _("OBS refused the password from the system's safe.")
            case LinkTrouble.WRONG_PASSWORD:
                return _("OBS refused the password.")
            case _:
                return _("Where is OBS, and what is its password?")

    def _ask(self, why: str, *, focus: bool = True) -> None:
        self._question.ask(self._app.settings.now.obs_host, self._app.settings.now.obs_port, why, focus=focus)
        self._app.spawn(self._offer_safe(self._question))
        self.turned()

    async def _offer_safe(self, question: ObsQuestion) -> None:
        question.offer_safe(there=await self._safe().there())

    def _safe(self) -> "SecretsStore":
        if self._safe_made is None:
            from liveops_desktop.services.secrets_store import SecretsStore

            self._safe_made = SecretsStore()
        return self._safe_made

    # -- finding ---------------------------------------------------------------------

    def _find_bar(self) -> "FindObs":
        if self._finder is None:
            from liveops_desktop.shell.find_obs import FindObs

            self._finder = FindObs(self.look, self._found, self._by_hand, self._not_now)
            self._app.window.add_bar(self._finder)
        return self._finder

    def _show(self, show: Callable[[], None]) -> None:
        """Show the bar, with the focus where nobody is typing: its keys are Enter, Escape and the figures."""
        show()
        if not is_text_field(QApplication.focusWidget()):
            self._find_bar().setFocus()
        self.turned()

    def look(self) -> None:
        """Look for OBS, as a person has just asked."""
        self._offer_due = False
        self._question.withdraw()
        self._show(self._find_bar().show_looking)
        self._app.spawn(self._look_for())

    async def _look_for(self) -> None:
        from liveops_desktop.services.obs_discovery import Finding, find_obs
        from liveops_desktop.shell.find_obs import switched_on

        bar = self._find_bar()
        finding = Finding()
        try:
            finding = await asyncio.to_thread(find_obs)
        finally:  # whatever went wrong: the bar never stays at "looking"
            ready = switched_on(finding)
            if len(ready) == 1:
                self._found(ready[0])
            elif not bar.isHidden():
                self._show(lambda: bar.show_finding(finding))

    def _found(self, one: "FoundObs") -> None:
        """Connect this one with the password of its own settings."""
        self._end_search()
        host = "127.0.0.1"
        self._app.settings.note(obs_host=host, obs_port=one.port)
        self._app.remember(obs_wanted=True)
        self._connect(host, one.port, one.password.reveal() or None)
        if one.password:
            self._to_keep = one.password
            self._app.spawn(self._keep_only_in_a_safe())

    async def _keep_only_in_a_safe(self) -> None:
        """Where there is no safe, nothing was promised, and nothing need be said."""
        if not await self._safe().there():
            self._to_keep = None

    def _by_hand(self) -> None:
        self._end_search()
        self._ask(_("Where is OBS, and what is its password?"))

    def _not_now(self) -> None:
        self._end_search()

    def _end_search(self) -> None:
        self._app.remember(obs_looked_for=True)
        self._find_bar().withdraw()
        self.turned()

    # -- scenes ----------------------------------------------------------------------

    async def _cut(self, scene: str) -> None:
        from liveops_desktop.services.obs import ObsGone, ObsRefused

        obs = self._app.rig_side.obs
        if obs is None:
            return
        try:
            await obs.request("SetCurrentProgramScene", {"sceneName": scene})
        except (ObsGone, ObsRefused) as trouble:
            self._app.notice(NoticeKind.COULD_NOT, str(trouble) or _("OBS is not connected"))


def _password_from_file() -> str | None:
    from liveops_desktop.services.obs import password_from_environment  # brings OBS's library: not before the paint

    return password_from_environment()

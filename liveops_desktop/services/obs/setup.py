"""Reads all that OBS is set to in three messages, whatever is in its collection: see ``core.setup``.

A request that OBS refuses reads as not known. A collection or profile that is switched meanwhile is read anew, so that
one ``Setup`` is never of two.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.setup import ItemSetup, Setup
from liveops_desktop.services.obs import reading
from liveops_desktop.services.obs import setup_reading as cut
from liveops_desktop.services.obs.client import Request
from liveops_desktop.services.obs.encoder_file import read_encoder
from liveops_desktop.services.obs.errors import ObsRefused
from liveops_desktop.services.obs.setup_reading import Answer
from liveops_desktop.services.obs.survey import NOT_READY

LIMIT = 2.0
"""Seconds for one of the messages."""
AGAIN = 0.2
"""Seconds before OBS, busy with switching its collection, is asked again."""

PARAMETERS: tuple[tuple[str, str], ...] = (
    *(("Output", name) for name in ("Mode", "Reconnect", "RetryDelay", "MaxRetries", "DelayEnable", "DelaySec")),
    *(("Output", name) for name in ("BindIP", "IPFamily", "DynamicBitrate", "NewSocketLoopEnable", "LowLatencyEnable")),
    *(("SimpleOutput", name) for name in ("VBitrate", "ABitrate", "StreamEncoder", "RecFormat", "RecFormat2")),
    *(("SimpleOutput", name) for name in ("RecQuality", "RecEncoder", "RecRB", "RecRBTime", "RecTracks")),
    *(("AdvOut", name) for name in ("Encoder", "TrackIndex", "Track1Bitrate", "Track2Bitrate", "ApplyServiceSettings")),
    *(("AdvOut", name) for name in ("RecType", "RecFormat", "RecFormat2", "RecEncoder", "RecTracks", "RecRB")),
    *(("AdvOut", name) for name in ("RecSplitFile", "Rescale", "RescaleRes", "RecRBTime")),
    *(("Video", name) for name in ("ColorFormat", "ColorSpace", "ColorRange")),
    *(("Audio", name) for name in ("SampleRate", "ChannelSetup", "MonitoringDeviceName", "MonitoringDeviceId")),
)
"""Of the profile, as OBS's settings windows write them (obs-studio, UI/window-basic-settings.cpp); no secret in any."""

_GENERAL: tuple[str, ...] = (
    "GetVersion",
    "GetSceneCollectionList",
    "GetProfileList",
    "GetSceneList",
    "GetInputList",
    "GetInputKindList",
    "GetSpecialInputs",
    "GetVideoSettings",
    "GetOutputList",
    "GetMonitorList",
    "GetRecordDirectory",
    "GetCurrentSceneTransition",
    "GetStudioModeEnabled",
    "GetVirtualCamStatus",
    "GetReplayBufferStatus",
)
_OF_EACH_INPUT = (
    "GetInputSettings",
    "GetInputMute",
    "GetInputVolume",
    "GetInputAudioBalance",
    "GetInputAudioSyncOffset",
    "GetInputAudioTracks",
    "GetInputAudioMonitorType",
    "GetMediaInputStatus",
)
_PLACE = ("GetSceneCollectionList", "GetProfileList")


class AsksAll(Protocol):
    """The part of ``ObsService`` that is used here."""

    @property
    def asks_target(self) -> bool:
        """Whether OBS may be asked for its stream target."""

    async def request_all(
        self, requests: Sequence[Request], limit: float = LIMIT
    ) -> Sequence[dict[str, Any] | ObsRefused]:
        """Send requests as one message; raise ``ObsGone``."""


class Incomplete(Exception):  # noqa: N818 -- a state of the world, not an error of the program
    """OBS was busy with switching its collection or profile for all the time there was."""


async def read_setup(
    obs: AsksAll,
    now: Callable[[], Instant],
    *,
    secret: bytes = b"",
    folders: Callable[[], Sequence[Path]] | None = None,
    limit: float = LIMIT,
) -> Setup:
    """Return all that OBS is set to, within *limit* seconds; raise ``ObsGone``, ``Incomplete``.

    *secret* keys the mark of the stream key: without it there is none. *folders* gives the settings' folders of the
    OBS on this PC, in which its encoder's settings stand; None where OBS runs elsewhere.
    """
    reader = _Reader(obs, now, secret, folders)
    try:
        async with asyncio.timeout(limit):
            while True:
                try:
                    setup = await reader.read()
                except ObsRefused:
                    setup = None
                if setup is not None:
                    return setup
                await asyncio.sleep(AGAIN)
    except TimeoutError:
        raise Incomplete from None


class _Reader:
    """One reading."""

    def __init__(
        self,
        obs: AsksAll,
        now: Callable[[], Instant],
        secret: bytes,
        folders: Callable[[], Sequence[Path]] | None,
    ) -> None:
        self._obs, self._now, self._secret, self._folders = obs, now, secret, folders

    async def _ask(self, requests: Sequence[Request]) -> list[Answer]:
        """Return the answers, None for a refused one; raise ``ObsRefused`` while OBS is not ready."""
        found: list[Answer] = []
        for answer in await self._obs.request_all(requests):
            if isinstance(answer, ObsRefused):
                if answer.code == NOT_READY:
                    raise answer
                found.append(None)
            else:
                found.append(answer)
        return found

    async def read(self) -> Setup | None:
        """Return everything; None when the collection or the profile was switched meanwhile."""
        target: tuple[Request, ...] = (("GetStreamServiceSettings", None),) if self._obs.asks_target else ()
        asked = (*((name, None) for name in _GENERAL), *map(_parameter, PARAMETERS), *target)
        answers = await self._ask(asked)
        general = dict(zip(_GENERAL, answers, strict=False))
        values = answers[len(_GENERAL) : len(_GENERAL) + len(PARAMETERS)]
        parameters = cut.read_parameters(PARAMETERS, values)
        scenes = reading.convert(general["GetSceneList"] or {}, reading.Scenes) or reading.Scenes()
        parts = await self._parts(general["GetInputList"], scenes.names())
        if parts is None or _place(general) != parts.place:
            return None
        version = reading.convert(general["GetVersion"] or {}, reading.Version) or reading.Version()
        video = reading.convert(general["GetVideoSettings"] or {}, reading.Video) or reading.Video()
        transition = reading.convert(general["GetCurrentSceneTransition"] or {}, cut.Transition) or cut.Transition()
        aim = cut.read_target(answers[-1] if target else None, self._secret)
        collection, profile = parts.place
        return Setup(
            read_at=self._now(),
            version=version.obs_version,
            websocket_version=version.web_socket_version,
            collection=collection,
            profile=profile,
            program_scene=scenes.current_program_scene_name or "",
            scenes=scenes.names(),
            items=parts.items,
            inputs=parts.inputs,
            kinds=frozenset(cut.read_names(general["GetInputKindList"], "inputKinds")),
            specials=cut.read_specials(general["GetSpecialInputs"]),
            fps=(video.fps_numerator, video.fps_denominator),
            canvas=(video.base_width, video.base_height),
            output_size=(video.output_width, video.output_height),
            parameters=parameters,
            encoder=await self._encoder(profile, parameters),
            outputs=cut.read_outputs(general["GetOutputList"]),
            monitors=cut.read_monitors(general["GetMonitorList"]),
            service=aim.service,
            server=aim.server,
            key_set=aim.key_set,
            key_mark=aim.key_mark,
            key_ragged=aim.key_ragged,
            record_directory=reading.text(general["GetRecordDirectory"] or {}, "recordDirectory"),
            transition=transition.transition_name or "",
            transition_length=cut.span(transition.transition_duration),
            studio_mode=cut.truth(general["GetStudioModeEnabled"], "studioModeEnabled"),
            virtual_camera=cut.truth(general["GetVirtualCamStatus"], "outputActive"),
            replay_buffer=cut.truth(general["GetReplayBufferStatus"], "outputActive"),
        )

    async def _encoder(self, profile: str, parameters: Mapping[str, str]) -> Mapping[str, str]:
        if self._folders is None or parameters.get("Output/Mode") != "Advanced":
            return {}
        return await asyncio.to_thread(read_encoder, self._folders, profile, parameters)

    async def _parts(self, listed: Answer, scenes: Sequence[str]) -> "_Parts | None":
        """Return inputs, items and place, in two messages."""
        inputs = (reading.convert(listed or {}, reading.Inputs) or reading.Inputs()).inputs
        kinds = sorted({one.input_kind for one in inputs})
        asked = _Asked()
        for one in inputs:
            for request in _OF_EACH_INPUT:
                asked.add(request, one.input_name, {"inputName": one.input_name})
            asked.add("GetSourceFilterList", one.input_name, {"sourceName": one.input_name})
        for kind in kinds:
            asked.add("GetInputDefaultSettings", kind, {"inputKind": kind})
        for scene in scenes:
            asked.add("GetSceneItemList", scene, {"sceneName": scene})
        first = asked.answered(await self._ask(asked.requests))
        settings = {
            one.input_name: cut.settings_of(
                first["GetInputSettings", one.input_name], first["GetInputDefaultSettings", one.input_kind]
            )
            for one in inputs
        }
        rows = {scene: _items(first["GetSceneItemList", scene]) for scene in scenes}
        second = await self._devices_and_groups(settings, rows)
        found = tuple(
            cut.read_input(
                one.input_name,
                one.input_kind,
                _of(one.input_name, {**first, **second}),
                settings[one.input_name],
            )
            for one in inputs
        )
        place = _place({name: second[name, ""] for name in _PLACE})
        return _Parts(found, tuple(_laid_out(rows, second)), place)

    async def _devices_and_groups(
        self, settings: Mapping[str, Mapping[str, Any]], rows: Mapping[str, Sequence[cut.Item]]
    ) -> dict[tuple[str, str], Answer]:
        """Ask what only the first answers say to ask for; and, last, whether the place is still the same."""
        asked = _Asked()
        for name, own in settings.items():
            setting, _ = cut.device_setting(own)
            if setting:
                wanted = {"inputName": name, "propertyName": setting}
                asked.add("GetInputPropertiesListPropertyItems", name, wanted)
        groups = {item.source_name for items in rows.values() for item in items if item.is_group}
        for group in sorted(groups):
            asked.add("GetGroupSceneItemList", group, {"sceneName": group})
        for request in _PLACE:
            asked.add(request, "", None)
        return asked.answered(await self._ask(asked.requests))


class _Parts:
    """What is in the collection."""

    def __init__(self, inputs: tuple[Any, ...], items: tuple[ItemSetup, ...], place: tuple[str, str]) -> None:
        self.inputs, self.items, self.place = inputs, items, place


class _Asked:
    """Requests of one message, and whose each is."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._of: list[tuple[str, str]] = []

    def add(self, request: str, of: str, data: dict[str, Any] | None) -> None:
        """Ask this as well."""
        self.requests.append((request, data))
        self._of.append((request, of))

    def answered(self, answers: Sequence[Answer]) -> dict[tuple[str, str], Answer]:
        """Return the answers by request and whose it is."""
        return dict(zip(self._of, answers, strict=True))


def _parameter(parameter: tuple[str, str]) -> Request:
    category, name = parameter
    return "GetProfileParameter", {"parameterCategory": category, "parameterName": name}


def _place(answers: Mapping[str, Answer]) -> tuple[str, str]:
    return (
        reading.text(answers["GetSceneCollectionList"] or {}, "currentSceneCollectionName"),
        reading.text(answers["GetProfileList"] or {}, "currentProfileName"),
    )


def _of(name: str, answers: Mapping[tuple[str, str], Answer]) -> Mapping[str, Answer]:
    wanted = (*_OF_EACH_INPUT, "GetSourceFilterList", "GetInputPropertiesListPropertyItems")
    return {request: answers.get((request, name)) for request in wanted}


def _items(raw: Answer) -> list[cut.Item]:
    return (reading.convert(raw or {}, cut.Items) or cut.Items()).scene_items


def _laid_out(rows: Mapping[str, Sequence[cut.Item]], groups: Mapping[tuple[str, str], Answer]) -> Iterator[ItemSetup]:
    for scene, items in rows.items():
        for item in items:
            yield cut.read_item(scene, item)
            if item.is_group:
                for inner in _items(groups["GetGroupSceneItemList", item.source_name]):
                    yield cut.read_item(scene, inner, group=item)

"""Reading what OBS is set to, part by part; and which part an event calls to read again.

Events are not ordered and some are suppressed (obs-websocket posts them through a thread pool), so an event is never
taken for the truth: it says where to look.
"""

from collections.abc import Awaitable, Callable
from enum import Enum, auto
from typing import Any

import msgspec

from liveops_desktop.core.vitals import ObsInput, ObsState, SceneItem
from liveops_desktop.services.obs import reading
from liveops_desktop.services.obs.errors import ObsRefused

Ask = Callable[[str, dict[str, Any] | None], Awaitable[dict[str, Any]]]

NOT_READY = 207
"""RequestStatus: OBS is loading or switching its scene collection."""

UNKNOWN = ObsState(
    version="",
    websocket_version="",
    requests=frozenset(),
    scene_collection="",
    profile="",
    program_scene="",
    scenes=(),
    inputs=(),
    items=(),
    fps=0.0,
    canvas=(0, 0),
    output_size=(0, 0),
    service="",
    server="",
    key_set=False,
    record_directory="",
)


class Part(Enum):
    """What is read together."""

    VERSION = auto()
    PLACE = auto()  # scene collection and profile
    SCENES = auto()
    INPUTS = auto()
    ITEMS = auto()
    SETTINGS = auto()  # video, service, folder for recordings: no event tells of these


ALL = frozenset(Part)
SILENT_CHANGES = frozenset({Part.SETTINGS, Part.ITEMS})
"""What may change without an event: settings, and the size of a source that found or lost its file or device."""

_NAMED = frozenset({Part.SCENES, Part.INPUTS, Part.ITEMS})
_CALLS = {
    "CurrentProgramSceneChanged": frozenset({Part.SCENES}),
    "SceneListChanged": frozenset({Part.SCENES}),
    "SceneCreated": _NAMED,
    "SceneRemoved": _NAMED,
    "SceneNameChanged": _NAMED,
    "InputCreated": _NAMED,
    "InputRemoved": _NAMED,
    "InputNameChanged": _NAMED,
    "SceneItemCreated": frozenset({Part.ITEMS}),
    "SceneItemRemoved": frozenset({Part.ITEMS}),
    "SceneItemEnableStateChanged": frozenset({Part.ITEMS}),
    "CurrentSceneCollectionChanged": ALL,
    "CurrentProfileChanged": ALL,
}
_ONE_INPUT = frozenset({"InputMuteStateChanged", "InputVolumeChanged"})


def called_for(event: str) -> frozenset[Part]:
    """Return the parts to read again after that event."""
    return _CALLS.get(event, frozenset())


def input_called_for(event: str, data: dict[str, Any]) -> str:
    """Return the name of the one input to read again after that event, or nothing."""
    return reading.text(data, "inputName") if event in _ONE_INPUT else ""


class Survey:
    """Reads parts of OBS's state through *ask*. *ask_target*: the stream's target may be asked for.

    OBS gives the stream key in clear text with its target, so it is not asked for over a network without consent.
    """

    def __init__(self, ask: Ask, *, ask_target: bool) -> None:
        self._ask = ask
        self._ask_target = ask_target

    async def read(self, parts: frozenset[Part], state: ObsState) -> ObsState:
        """Return *state* with these parts read anew. Raises ``ObsGone``; ``ObsRefused`` 207 while OBS is not ready."""
        for part in Part:  # scenes before their items
            if part in parts:
                state = await _READERS[part](self, state)
        return state

    async def read_input(self, name: str, state: ObsState) -> ObsState:
        """Return *state* with one input's mute and volume read anew."""
        known = {one.name: one for one in state.inputs}
        if name not in known:
            return await self.read(frozenset({Part.INPUTS}), state)
        entry = reading.InputName(name, known[name].kind)
        known[name] = await self._input(entry)
        return msgspec.structs.replace(state, inputs=tuple(known.values()))

    async def _maybe(self, name: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        """Ask; a refusal other than *not ready* reads as nothing, which is not known."""
        return await self._or_none(name, data) or {}

    async def _or_none(self, name: str, data: dict[str, Any] | None = None) -> dict[str, Any] | None:
        try:
            return await self._ask(name, data)
        except ObsRefused as refusal:
            if refusal.code == NOT_READY:
                raise
            return None

    async def _version(self, state: ObsState) -> ObsState:
        version = reading.convert(await self._maybe("GetVersion"), reading.Version) or reading.Version()
        return msgspec.structs.replace(
            state,
            version=version.obs_version,
            websocket_version=version.web_socket_version,
            requests=version.available_requests,
        )

    async def _place(self, state: ObsState) -> ObsState:
        collections = await self._maybe("GetSceneCollectionList")
        profiles = await self._maybe("GetProfileList")
        return msgspec.structs.replace(
            state,
            scene_collection=reading.text(collections, "currentSceneCollectionName"),
            profile=reading.text(profiles, "currentProfileName"),
        )

    async def _scenes(self, state: ObsState) -> ObsState:
        scenes = reading.convert(await self._maybe("GetSceneList"), reading.Scenes) or reading.Scenes()
        programme = scenes.current_program_scene_name or ""
        return msgspec.structs.replace(state, program_scene=programme, scenes=scenes.names())

    async def _inputs(self, state: ObsState) -> ObsState:
        inputs = reading.convert(await self._maybe("GetInputList"), reading.Inputs) or reading.Inputs()
        return msgspec.structs.replace(state, inputs=tuple([await self._input(entry) for entry in inputs.inputs]))

    async def _input(self, entry: reading.InputName) -> ObsInput:
        mute = await self._or_none("GetInputMute", {"inputName": entry.input_name})
        volume = None
        if mute is not None:
            volume = await self._or_none("GetInputVolume", {"inputName": entry.input_name})
        return reading.read_input(entry, mute, volume)

    async def _items(self, state: ObsState) -> ObsState:
        found: list[SceneItem] = []
        for scene in state.scenes:
            for item in await self._list("GetSceneItemList", scene):
                found.append(item.item(scene))
                if item.is_group:
                    inner = await self._list("GetGroupSceneItemList", item.source_name)
                    found.extend(one.item(scene, shown=item.scene_item_enabled) for one in inner)
        return msgspec.structs.replace(state, items=tuple(found))

    async def _list(self, request: str, scene: str) -> list[reading.Item]:
        raw = await self._maybe(request, {"sceneName": scene})
        items = reading.convert(raw, reading.Items) or reading.Items()
        return items.scene_items

    async def _settings(self, state: ObsState) -> ObsState:
        video = reading.convert(await self._maybe("GetVideoSettings"), reading.Video) or reading.Video()
        folder = reading.text(await self._maybe("GetRecordDirectory"), "recordDirectory")
        service, server, key_set = "", "", False
        if self._ask_target:
            service, server, key_set = reading.read_service(await self._maybe("GetStreamServiceSettings"))
        return msgspec.structs.replace(
            state,
            fps=video.fps,
            canvas=(video.base_width, video.base_height),
            output_size=(video.output_width, video.output_height),
            service=service,
            server=server,
            key_set=key_set,
            record_directory=folder,
        )


_READERS: dict[Part, Callable[[Survey, ObsState], Awaitable[ObsState]]] = {
    Part.VERSION: Survey._version,  # noqa: SLF001 -- the table of this class's own readers
    Part.PLACE: Survey._place,  # noqa: SLF001 -- the table of this class's own readers
    Part.SCENES: Survey._scenes,  # noqa: SLF001 -- the table of this class's own readers
    Part.INPUTS: Survey._inputs,  # noqa: SLF001 -- the table of this class's own readers
    Part.ITEMS: Survey._items,  # noqa: SLF001 -- the table of this class's own readers
    Part.SETTINGS: Survey._settings,  # noqa: SLF001 -- the table of this class's own readers
}

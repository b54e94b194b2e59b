"""The picture's text twin for those who do not see it: from where, what is off, what is shown and pointed out."""

from __future__ import annotations

from anatomy_viewer.model.anatomy import LAYER_NAMES
from anatomy_viewer.model.camera import VIEW_NAMES, name_of
from anatomy_viewer.model.pain import region_of
from anatomy_viewer.model.view import drawn
from anatomy_viewer.model.words import joined, say
from anatomy_viewer.session import Session


def describe(session: Session) -> str:
    """One or a few sentences in the session's language; while a question asks for a name, no names."""
    language, view, atlas = session.language, session.view, session.atlas
    name = name_of(view.camera)
    parts = [say(VIEW_NAMES[name][0], language) if name else say("Free view", language)]
    if view.peel and not session.now.concealed:
        layer = LAYER_NAMES[view.peel][1 if language == "zh" else 0]
        parts.append(say("peeled to: {}", language).format(layer))
    shown = drawn(view, atlas)
    parts.append(say("{} structures shown", language).format(len(shown)))
    if not session.now.concealed:
        parts += _pain(session)
        marked = [atlas.name(i, language) for i in sorted(view.highlighted) if atlas.owner(i) in shown]
        points = [atlas.name(i, language) for i in view.points if i in atlas.points]
        for word, names in (("pointed out: {}", marked), ("points: {}", points[:8])):
            if names:
                parts.append(say(word, language).format(joined(names, language)))
    return ("；" if language == "zh" else "; ").join(parts) + ("。" if language == "zh" else ".")


def region_name(session: Session, region: str) -> str:
    """'Forehead, right'; in Chinese the side comes first."""
    base, side = region_of(region)
    name = session.atlas.skin.regions[base].names.get(session.language)
    if session.language == "zh":
        return f"{'左' if side == 'left' else '右'}{name}"
    return f"{name}, {side}"


def _pain(session: Session) -> list[str]:
    """What the skin shows of pain."""
    pain, atlas, language = session.pain, session.atlas, session.language
    if pain is None:
        return []
    if pain.syndrome:
        return [
            say("pain map: {}", language).format(atlas.practice.syndromes[pain.syndrome].names.get(language))
        ]
    if pain.region:
        return [say("pain map: {}", language).format(region_name(session, pain.region))]
    hurts = [region_name(session, ache.region) for ache in pain.given]
    return [say("pain map: {}", language).format(joined(hurts, language) or say("no pain", language))]

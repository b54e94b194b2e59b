"""The picture's text twin for those who do not see it: from where, what is off, what is shown and pointed out."""

from __future__ import annotations

from anatomy_viewer.model.anatomy import LAYER_NAMES
from anatomy_viewer.model.camera import VIEW_NAMES, name_of
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
        marked = [atlas.name(i, language) for i in sorted(view.highlighted) if atlas.owner(i) in shown]
        points = [atlas.name(i, language) for i in view.points if i in atlas.points]
        for word, names in (("pointed out: {}", marked), ("points: {}", points[:8])):
            if names:
                parts.append(say(word, language).format(joined(names, language)))
    return ("；" if language == "zh" else "; ").join(parts) + ("。" if language == "zh" else ".")

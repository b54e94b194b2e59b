"""Trigemino-cervical convergence as a small firing-rate model: what is felt where, why a block behind helps in front.

Qualitative and meant to be so: rates are relative (0 silent, 1 as strong as it gets), times are those of the picture,
not of a body. Every number is illustrative unless its row of PARAMETERS names a study, and a study gives directions
(rises, falls, stays), never the number itself. With x+ for max(x, 0) and s(x) = x+^2 / (h^2 + x+^2), per side:

    c = g (1 - block) (1 - q stim)                        what arrives by C2 and C3; g = max(input, tonic)
    drive = (1 + k S) (a_c c + a_v v + a_x (c' - x)+)     c', v': the other side; only strong input crosses
    t_w dw/dt = s(drive - brake) - w                      second-order neuron of wide dynamic range
    t_s dS/dt = S_0 + s_w (w - o)+ - S                    central sensitisation, slow
    t_b db/dt = b_w mean(w) (1 - d S) + b_stim stim - b   brake from brainstem, fails as sensitisation grows
    t_p dp/dt = p_w (w - p_0)+ - p                        trigemino-parasympathetic reflex
    t_h dh/dt = w' - h                                    thalamus and cortex of the opposite side
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace

from anatomy_viewer.model.texts import Text

SIDES = ("right", "left")
STEP = 0.02  # s of the picture a step of `step`; a third of the quickest time constant


@dataclass(frozen=True)
class Parameter:
    """A number of the model: unit, what it says, and the study whose direction it follows ('' where it is ours)."""

    value: float
    unit: str
    means: Text
    source: str = ""


def _row(value: float, unit: str, en: str, zh: str, source: str = "") -> Parameter:
    return Parameter(value, unit, Text(en, zh), source)


PARAMETERS: dict[str, Parameter] = {
    "tonic": _row(0.22, "relative", "input that the neck always gives", "颈部始终存在的传入", "BUS06"),
    "h": _row(
        0.5, "relative", "drive at which a neuron is half as active as it can be", "神经元达半数活动时的驱动"
    ),
    "a_c": _row(0.75, "", "weight of input by C2 and C3", "C2、C3传入的权重", "BAR02"),
    "a_v": _row(0.85, "", "weight of input by V1", "V1传入的权重", "BAR02"),
    "a_x": _row(0.3, "", "weight of strong input from the other side", "对侧强传入的权重", "BAR02"),
    "x": _row(
        0.5, "relative", "what crosses has to be stronger than this", "超过此值的传入才影响对侧", "BUS06"
    ),
    "k": _row(1.4, "", "how much sensitisation adds to every drive", "敏化对驱动的放大", "BAR03"),
    "s_w": _row(1.1, "", "how much lasting activity sensitises", "持续活动引起的敏化", "BAR02"),
    "o": _row(0.35, "relative", "activity from which it sensitises", "开始引起敏化的活动水平"),
    "b_w": _row(0.3, "", "brake that activity calls up", "活动所唤起的下行抑制"),
    "d": _row(0.6, "", "share of the brake lost at full sensitisation", "完全敏化时抑制的丧失比例"),
    "b_stim": _row(0.12, "", "brake that stimulation of the nerve adds", "神经电刺激增加的抑制"),
    "q": _row(0.3, "", "share of input that stimulation gates", "电刺激闸控的传入比例"),
    "p_w": _row(1.6, "", "reflex a unit of activity", "每单位活动的反射", "PIO01"),
    "p_0": _row(0.45, "relative", "activity from which the reflex answers", "引发反射的活动水平", "PIO01"),
    "t_w": _row(0.06, "s", "time of a neuron", "神经元的时间常数"),
    "t_h": _row(0.12, "s", "time of the way up", "上行通路的时间常数"),
    "t_b": _row(0.5, "s", "time of the brake", "下行抑制的时间常数"),
    "t_p": _row(0.6, "s", "time of the reflex", "反射的时间常数"),
    "t_s": _row(
        4.0, "s", "time of sensitisation; hours in a body", "敏化的时间常数；在人体为数小时", "BAR03"
    ),
}
_P = {name: row.value for name, row in PARAMETERS.items()}


@dataclass(frozen=True)
class Input:
    """What the learner sets on one side, each 0-1: pain from behind, from V1; block and stimulation of the nerve."""

    gon: float = 0.0
    v1: float = 0.0
    block: float = 0.0
    stimulation: float = 0.0


@dataclass(frozen=True)
class Inputs:
    """Both sides, and how sensitised the system is to begin with (0-1)."""

    right: Input = Input()
    left: Input = Input()
    sensitisation: float = 0.0

    def side(self, name: str) -> Input:
        """'right' or 'left'."""
        return self.right if name == "right" else self.left


@dataclass(frozen=True)
class Rates:
    """One side, all relative: cervical and trigeminal input as it arrives, second-order neuron, sensitisation, reflex.

    ascending: thalamus and cortex that this side's body is felt with; they lie on the opposite side.
    """

    cervical: float = 0.0
    trigeminal: float = 0.0
    neuron: float = 0.0
    sensitised: float = 0.0
    reflex: float = 0.0
    ascending: float = 0.0


@dataclass(frozen=True)
class Activity:
    """Everything that changes with time; `brake` is shared, `at` seconds since the beginning."""

    right: Rates = field(default_factory=Rates)
    left: Rates = field(default_factory=Rates)
    brake: float = 0.0
    at: float = 0.0

    def side(self, name: str) -> Rates:
        """'right' or 'left'."""
        return self.right if name == "right" else self.left


def step(now: Activity, inputs: Inputs, seconds: float = STEP) -> Activity:
    """A little later; `seconds` at most STEP, else the quickest equation overshoots."""
    sides = {name: _side(now, inputs, name, seconds) for name in SIDES}
    mean = (now.right.neuron + now.left.neuron) / 2.0
    worn = _P["d"] * min(1.0, (now.right.sensitised + now.left.sensitised) / 2.0)
    stimulation = max(inputs.right.stimulation, inputs.left.stimulation)
    wanted = _P["b_w"] * mean * (1.0 - worn) + _P["b_stim"] * stimulation
    return Activity(**sides, brake=_towards(now.brake, wanted, "t_b", seconds), at=now.at + seconds)


def after(inputs: Inputs, seconds: float, start: Activity | None = None) -> Activity:
    """What has become of `start` (rest) after so many seconds with `inputs`."""
    now = start or Activity()
    for _ in range(round(seconds / STEP)):
        now = step(now, inputs)
    return now


def _side(now: Activity, inputs: Inputs, name: str, seconds: float) -> Rates:
    other = "left" if name == "right" else "right"
    given, rates = inputs.side(name), now.side(name)
    cervical, crossing = _cervical(given), _cervical(inputs.side(other))
    sum_ = _P["a_c"] * cervical + _P["a_v"] * given.v1 + _P["a_x"] * max(0.0, crossing - _P["x"])
    drive = (1.0 + _P["k"] * rates.sensitised) * sum_
    base = inputs.sensitisation + _P["s_w"] * max(0.0, rates.neuron - _P["o"])
    return Rates(
        cervical,
        given.v1,
        _towards(rates.neuron, _saturating(drive - now.brake), "t_w", seconds),
        _towards(rates.sensitised, min(1.0, base), "t_s", seconds),
        _towards(rates.reflex, min(1.0, _P["p_w"] * max(0.0, rates.neuron - _P["p_0"])), "t_p", seconds),
        _towards(rates.ascending, rates.neuron, "t_h", seconds),
    )


def _cervical(given: Input) -> float:
    """Input by the nerve as it arrives: a block stops it, stimulation gates it."""
    return max(given.gon, _P["tonic"]) * (1.0 - given.block) * (1.0 - _P["q"] * given.stimulation)


def _saturating(drive: float) -> float:
    square = max(0.0, drive) ** 2
    return square / (_P["h"] ** 2 + square)


def _towards(value: float, wanted: float, time: str, seconds: float) -> float:
    return value + (wanted - value) * min(1.0, seconds / _P[time])


# What is felt

REGIONS = ("occiput", "neck", "vertex", "temple", "forehead", "eye")
# What of a neuron's activity is felt where: from the place whose nerve is stronger at the moment, and the share that is
# felt in the other territory although nothing is wrong there (illustrative; the direction: ICHD-3 note, PIO01).
_FELT_BEHIND = {"occiput": 1.0, "neck": 0.6, "vertex": 0.75, "temple": 0.15}
_FELT_BEFORE = {"forehead": 1.0, "eye": 1.0, "temple": 0.6, "vertex": 0.3}
_REFERRED, _SILENT = 0.75, 0.3


@dataclass(frozen=True)
class Pain:
    """How strongly something is felt, the referred share of it (0-1 each), how far it spreads (1: usual field)."""

    strength: float
    referred: float
    reach: float


def felt(now: Activity, side: str) -> dict[str, Pain]:
    """By region of the skin what is felt on a side; nothing below what a resting neck gives."""
    rates = now.side(side)
    strength = max(0.0, rates.ascending - _SILENT) / (1.0 - _SILENT)
    behind, before = _P["a_c"] * rates.cervical, _P["a_v"] * rates.trigeminal
    whole = max(behind + before, 1e-6)
    reach = 1.0 + 0.8 * rates.sensitised
    found = {}
    for region in REGIONS:
        own = behind * _FELT_BEHIND.get(region, 0.0) + before * _FELT_BEFORE.get(region, 0.0)
        other = behind * _FELT_BEFORE.get(region, 0.0) + before * _FELT_BEHIND.get(region, 0.0)
        other *= _REFERRED * strength  # a quiet neuron's source is not mistaken
        found[region] = Pain(
            min(1.0, strength * (own + other) / whole), other / max(own + other, 1e-6), reach
        )
    return found


def probed(
    now: Activity, inputs: Inputs, side: str, v1: float = 0.6, gon: float = 0.0, seconds: float = 0.4
) -> float:
    """How far the neuron answers a short test input by V1 or the nerve beyond what it does without it.

    As the animal studies test a dural or a cervical stimulus, and the volunteers' studies the blink reflex.
    """
    given = inputs.side(side)
    more = replace(given, v1=max(given.v1, v1), gon=max(given.gon, gon))
    tested = replace(inputs, right=more) if side == "right" else replace(inputs, left=more)
    return after(tested, seconds, now).side(side).neuron - after(inputs, seconds, now).side(side).neuron


def bounded(inputs: Inputs) -> Inputs:
    """The same with every slider between 0 and 1."""
    sides = {
        name: Input(**{f.name: min(1.0, max(0.0, getattr(inputs.side(name), f.name))) for f in fields(Input)})
        for name in SIDES
    }
    return Inputs(**sides, sensitisation=min(1.0, max(0.0, inputs.sensitisation)))

"""The model of convergence in words: its equations, what it is for, what it leaves out. Both languages."""

from __future__ import annotations

from anatomy_viewer.model.texts import Text

PURPOSE = Text(
    "A small model of firing rates. It shows in which direction things move: what rises, falls, spreads, stays. "
    "Rates are relative (silent to as strong as it gets) and time is that of the picture, not of a body. "
    "It is no measurement and predicts nothing about a patient.",
    "一个小型放电率模型，只表示变化方向：何者增强、减弱、扩散或不变。放电率为相对值（静息至最强），时间是画面时间而非人体时间。"
    "它不是测量结果，也不能预测任何患者。",
)
# As they are computed, each with what it says. x+ is the larger of x and 0; s(x) = x+² / (h² + x+²).
EQUATIONS: tuple[tuple[str, Text], ...] = (
    (
        "c = max(g, tonic) · (1 − block) · (1 − q · stim)",
        Text(
            "What arrives by C2 and C3: the learner's input or the neck's own, less what is blocked or gated.",
            "经C2、C3到达的传入：设定值或颈部固有传入，减去被阻滞和闸控的部分。",
        ),
    ),
    (
        "drive = (1 + k·S) · (a_c·c + a_v·v + a_x·(c′ − x)+)",
        Text(
            "Both inputs add up on one neuron; sensitisation S multiplies them; "
            "only strong input of the other side (c′) counts.",
            "两种传入在同一神经元上相加，敏化S将其放大；对侧传入（c′）只有够强才计入。",
        ),
    ),
    (
        "t_w · dw/dt = s(drive − b) − w",
        Text("The convergent neurons w, less the brake b.", "会聚神经元w，扣除下行抑制b。"),
    ),
    (
        "t_s · dS/dt = S₀ + s_w·(w − o)+ − S",
        Text("Sensitisation begins at S₀ and grows while w stays above o.", "敏化自S₀起，w持续高于o时增长。"),
    ),
    (
        "t_b · db/dt = b_w · mean(w) · (1 − d·S) + b_stim·stim − b",
        Text(
            "The brake answers to activity of both sides and to stimulation; sensitisation wears it out.",
            "下行抑制随双侧活动与电刺激增强，并因敏化而减弱。",
        ),
    ),
    (
        "t_p · dp/dt = p_w·(w − p₀)+ − p",
        Text("The autonomic reflex p answers to strong activity only.", "自主神经反射p只对强活动有反应。"),
    ),
    (
        "t_h · dh/dt = w − h",
        Text("Thalamus and cortex h follow, on the opposite side.", "对侧丘脑与皮质h随之变化。"),
    ),
)
ILLUSTRATIVE = Text("illustrative", "示意值")
DIRECTION = Text("direction after {}; the number is illustrative", "方向依据 {}；数值为示意")
LEFT_OUT: tuple[Text, ...] = (
    Text(
        "One neuron stands for many; layers, interneurons and transmitters are not told apart.",
        "一个神经元代表一群；未区分分层、中间神经元与递质。",
    ),
    Text(
        "The C2–C3 joint, the posterior fossa and the vagus are drawn but not computed.",
        "C2–C3关节、颅后窝与迷走神经只画出，未计算。",
    ),
    Text(
        "Attacks do not begin by themselves: the hypothalamus only relays.",
        "发作不会自行开始：下丘脑在此仅作中继。",
    ),
    Text(
        "Sensitisation takes seconds here, minutes to hours in an animal, longer in a patient.",
        "敏化在此只需数秒，在动物为数分钟至数小时，在患者更久。",
    ),
    Text(
        "A block stops what the nerve carries; steroid, placebo and the lasting effect of blocks are not in it.",
        "阻滞仅中断神经传入；未包含激素、安慰剂及阻滞的持久效应。",
    ),
)

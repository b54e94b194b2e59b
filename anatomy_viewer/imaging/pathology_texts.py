"""Names of the pathologies, what they are and how they are recognised; names of what they add to the image."""

from __future__ import annotations

from anatomy_viewer.model.texts import Text

NAMES = {
    "gon_oedema": Text("Swollen greater occipital nerve", "枕大神经水肿增粗"),
    "gon_entrapment": Text("Entrapment at obliquus capitis inferior", "头下斜肌处枕大神经卡压"),
    "neuroma": Text("Neuroma after neurectomy", "神经切断后神经瘤"),
    "artery_contact": Text("Occipital artery against the nerve", "枕动脉—枕大神经接触"),
    "artery_helix": Text("Occipital artery winding round the nerve", "枕动脉螺旋缠绕枕大神经"),
    "c1c2_arthropathy": Text("Arthropathy of the lateral C1–C2 joint", "C1–C2 外侧关节病变"),
    "chiari": Text("Chiari I malformation", "Chiari I 型畸形"),
    "trigeminal_conflict": Text("Neurovascular conflict of the trigeminal root", "三叉神经根神经血管冲突"),
    "trigeminal_contact": Text(
        "Vessel touching the trigeminal root, no conflict", "三叉神经根血管接触（无冲突）"
    ),
    "c2_schwannoma": Text("Schwannoma of the C2 root", "C2 神经根神经鞘瘤"),
    "ganglion_enhances": Text("Mimic: the normal C2 ganglion enhances", "易混淆：正常 C2 脊神经节强化"),
    "vertebral_dissection": Text("Dissection of the vertebral artery", "椎动脉夹层"),
    "arteritis": Text("Giant cell arteritis of the occipital artery", "枕动脉巨细胞动脉炎"),
    "pannus": Text("Rheumatoid pannus behind the dens", "齿突后类风湿血管翳"),
    "low_pressure": Text("Low pressure of the cerebrospinal fluid", "低颅压"),
    "meningioma": Text("Meningioma at the foramen magnum", "枕骨大孔区脑膜瘤"),
}
ABOUT = {
    "gon_oedema": Text(
        "The nerve is up to 1.75 times as thick as on the other side and bright on T2 and STIR, from the ramus to the "
        "upper border of rectus capitis posterior major. Surgeons' series describe thick bright nerves; how often "
        "nerves without pain look so is not known.",
        "自后支至头后大直肌上缘，神经直径可达对侧的 1.75 倍，T2 和 STIR 呈高信号。"
        "手术系列中有“神经增粗、信号增高”的描述；"
        "无痛者中出现此表现的比例尚不清楚。",
    ),
    "gon_entrapment": Text(
        "Swollen before the gap, flat in it: the calibre jumps where obliquus capitis inferior and semispinalis meet, "
        "and the fat round the nerve is lost there. In ultrasound a dark oval without bundles. Imaging supports the "
        "diagnosis; it does not make it.",
        "狭窄处近端神经肿胀，狭窄处变扁：在头下斜肌与头半棘肌相接处管径突变，周围脂肪消失。"
        "超声为低回声椭圆形，束状结构消失。"
        "影像支持诊断，但不能单独确诊。",
    ),
    "neuroma": Text(
        "A bulb of 6–10 mm on the stump in semispinalis capitis, bright on T2, taking up contrast; beyond it the nerve "
        "is missing. Follow the nerve to its end: a node beside a nerve that goes on is something else.",
        "头半棘肌内神经残端见 6–10 mm 球形膨大，T2 高信号并强化；其远端神经缺如。"
        "应沿神经追踪至末端：若结节旁神经仍连续，则为其他病变。",
    ),
    "artery_contact": Text(
        "The branch of the occipital artery, 3 mm wide, runs along the nerve and presses into it: a flow void, or a "
        "lumen in Doppler, beside a slightly swollen nerve. Contact alone is common and proves nothing.",
        "枕动脉分支（约 3 mm）沿神经走行并压迫神经：流空信号或多普勒管腔紧邻轻度肿胀的神经。"
        "单纯接触很常见，并不能证明致病。",
    ),
    "artery_helix": Text(
        "The artery winds round the nerve. In a plane along the nerve its lumen appears on one side and then on the "
        "other; in Doppler colours alternate.",
        "动脉螺旋缠绕神经。沿神经的平面上，管腔交替出现于神经两侧；多普勒颜色交替。",
    ),
    "c1c2_arthropathy": Text(
        "One lateral joint of atlas and axis is narrow to half a millimetre, its bone dense on CT with spurs and small "
        "cysts; STIR shows bright marrow and an effusion that reaches the C2 ganglion. Degeneration is frequent with "
        "age: the bright marrow fits pain better than the spurs.",
        "一侧寰枢外侧关节间隙变窄至 0.5 mm，CT 示骨质硬化、骨赘和小囊变；STIR 示骨髓高信号及邻近 C2 脊神经节的"
        "积液。"
        "退变随年龄常见：骨髓水肿比骨赘更符合疼痛来源。",
    ),
    "chiari": Text(
        "Pointed tonsils 5 mm or more below the line from basion to opisthion, no fluid left behind the medulla, and "
        "from a third of the severity on a syrinx in the cord. Less than 5 mm, rounded and without crowding is a "
        "variant.",
        "小脑扁桃体下缘变尖，低于颅底点—后缘点连线 5 mm 或以上，延髓后方脑脊液间隙消失；"
        "严重度超过三分之一时出现脊髓空洞。"
        "低于 5 mm、圆钝且无拥挤者为变异。",
    ),
    "trigeminal_conflict": Text(
        "A loop of the superior cerebellar artery presses on the root within 4 mm of the pons, pushes it aside, and "
        "the root is 20–40 % thinner than the other. Displacement or thinning is what ICHD-3 asks for in the classical "
        "form of trigeminal neuralgia.",
        "小脑上动脉襻在距脑桥 4 mm 内压迫并推移三叉神经根，神经根较对侧变细 20–40 %。"
        "ICHD-3 中经典型三叉神经痛要求存在神经根移位或萎缩。",
    ),
    "trigeminal_contact": Text(
        "The same artery touches the root, which keeps its place and its size. Such contacts are frequent in people "
        "without pain: a contact is not a conflict.",
        "同一动脉与神经根接触，但神经根位置和粗细正常。此类接触在无痛者中常见：接触不等于冲突。",
    ),
    "c2_schwannoma": Text(
        "A dumbbell of 10–25 mm: a lobe at the ganglion, a waist between the arches of atlas and axis, a lobe in the "
        "dural sac that pushes the cord. T2 bright with softer parts, strong enhancement, smooth widening of the gap "
        "on CT.",
        "10–25 mm 哑铃形肿块：脊神经节处、寰枢椎弓之间的狭窄部及硬膜囊内三部分，"
        "推移脊髓。T2 高信号伴囊变，明显强化，CT 示骨质间隙光滑扩大。",
    ),
    "ganglion_enhances": Text(
        "Nothing is wrong here. The C2 ganglion has no blood–nerve barrier and takes up contrast on both sides alike; "
        "it is bright on STIR too. Before calling it a tumour: compare the sides, the size (about 5 mm) and the "
        "smooth outline.",
        "此处无异常。C2 脊神经节缺乏血—神经屏障，两侧对称强化，STIR 亦呈高信号。"
        "诊断肿瘤前，应比较两侧、大小（约 5 mm）和光滑轮廓。",
    ),
    "vertebral_dissection": Text(
        "A crescent of clot in the wall between axis and atlas, bright on fat-saturated T1, makes the artery wider "
        "outside and narrower inside. New neck pain with it is an emergency.",
        "枢椎与寰椎之间椎动脉壁内新月形血肿，脂肪抑制 T1 呈高信号；外径增宽而管腔变窄。伴新发颈痛者属急症。",
    ),
    "arteritis": Text(
        "The wall of the occipital artery is a millimetre thick all round and narrows the lumen: a dark halo in "
        "ultrasound, a bright ring after contrast. Over 50 years of age with a new headache: act the same day.",
        "枕动脉管壁环形增厚约 1 mm，管腔变窄：超声呈低回声“晕征”，增强后呈环形强化。"
        "50 岁以上新发头痛者须当日处理。",
    ),
    "pannus": Text(
        "A lumpy mantle round the dens, thickest behind it: dark on T1, mixed on T2, taking up contrast. It eats into "
        "the bone, whose marrow is wet, and pushes sac and cord back. Widening of the atlanto-dental interval is not "
        "modelled here.",
        "包绕齿突的结节状软组织，后方最厚：T1 低信号、T2 混杂信号并强化；侵蚀骨质，伴骨髓水肿，"
        "并将硬膜囊和脊髓向后推移。寰齿间隙增宽在此未建模。",
    ),
    "low_pressure": Text(
        "Dura smooth, thick and bright after contrast all round; the brain sags, so that pons and clivus come close "
        "and tonsils low: not a Chiari malformation. Sinuses, epidural veins and pituitary are full. The headache "
        "comes on standing up.",
        "硬脑膜弥漫、光滑增厚并强化；脑组织下垂，脑桥贴近斜坡，小脑扁桃体下移，勿误为 Chiari 畸形。"
        "静脉窦、硬膜外静脉和垂体充盈。头痛于直立时出现。",
    ),
    "meningioma": Text(
        "A dome on a broad base of dura before and beside the cord, which it dents, evenly bright after contrast, with "
        "a tail along the dura. A schwannoma has no tail and follows the root through the gap.",
        "宽基底附着于硬膜的半球形肿块，位于脊髓前外侧并压迫脊髓，均匀强化，伴“硬膜尾征”。神经鞘瘤无尾征，"
        "并沿神经根穿出间隙。",
    ),
}
# Kinds of tissue that only the ill have.
KINDS = {
    "oedematous nerve": Text("Swollen nerve", "肿胀的神经"),
    "neuroma": Text("Neuroma", "神经瘤"),
    "scar": Text("Scar", "瘢痕"),
    "inflamed vessel wall": Text("Inflamed arterial wall", "炎性动脉壁"),
    "haematoma": Text("Clot in the wall", "壁内血肿"),
    "oedematous marrow": Text("Marrow oedema", "骨髓水肿"),
    "sclerotic bone": Text("Sclerotic bone", "骨硬化"),
    "osteophyte": Text("Osteophyte", "骨赘"),
    "pannus": Text("Pannus", "血管翳"),
    "schwannoma": Text("Schwannoma", "神经鞘瘤"),
    "meningioma": Text("Meningioma", "脑膜瘤"),
    "enhancing": Text("Thickened dura", "增厚的硬脑膜"),
}

"""The lesson that `anatomy-viewer new` writes: three steps that play, with comments that teach the format."""

from __future__ import annotations

from pathlib import Path

from anatomy_viewer.content.text_files import reason, replace_text
from anatomy_viewer.content.yaml_writing import flow
from anatomy_viewer.errors import ContentError

LANGUAGES = ("en", "zh", "both")
TITLES = {"en": "My lesson", "zh": "我的课程"}


def write_template(path: Path, title: str = "", language: str = "en") -> tuple[Path, ...]:
    """Write a lesson into `path`, which must not be there; with 'both' its translation beside it.

    Returns the files. Raises ContentError.
    """
    if path.suffix.lower() != ".md" or "." in path.stem:
        hint = f"Such as {path.name.partition('.')[0] or 'lesson'}.md."
        raise ContentError(path, None, "a lesson's file is NAME.md, without another dot.", hint)
    translation = path.with_name(f"{path.stem}.zh.md")
    files = {path: template("zh" if language == "zh" else "en", title)}
    if language == "both":
        files[translation] = TRANSLATION.replace("TITLE", flow(title or TITLES["zh"]))
    for file in (path, translation):
        if file.exists() or file.is_symlink():
            raise ContentError(file, None, "the file is there already.", "Choose another name.")
    for file, text in files.items():
        try:
            replace_text(file, text)
        except OSError as error:
            raise ContentError(file, None, f"the file can't be written ({reason(error)}).") from error
    return tuple(files)


def template(language: str, title: str = "") -> str:
    """The text of the lesson in 'en' or 'zh'."""
    text = ENGLISH if language == "en" else CHINESE
    return text.replace("TITLE", flow(title or TITLES[language]))


ENGLISH = """\
---
# The front matter: what stands on the lesson's card. Lines that begin with '#' inside a block are comments.
code: MY1                       # a short code
title: TITLE
summary: Where the greater occipital nerve runs, in three pictures.
level: student                  # student, resident or lecturer
minutes: 5
topic: nerve                    # what mastery is counted by; 'anatomy-viewer schema front' lists them
objectives:                     # what the learner can do afterwards, one a line
  - Find the greater occipital nerve at the back of the head.
  - Name the muscle that it hooks round.
---

## The back of the head {#behind}

Each step begins with a heading like the one above: two number signs, a title, and an id of its own in braces. What
follows is text in Markdown: *emphasis*, **more of it**, lists, and links.

A link names what it leads to: the [greater occipital nerve](structure:greater_occipital_nerve), a
[point](point:cp1), another [lesson](lesson:l04_journey), or the study that a figure comes from
([Kim 2018](source:KIM18)). `anatomy-viewer atlas` lists the names of structures, `anatomy-viewer points` those of
points.

```scene
# What the picture shows. 'Copy this view for a lesson' (Ctrl+Alt+C) makes such a block of what you see.
show: [bones, greater_occipital_nerve]     # missing: everything
highlight: [greater_occipital_nerve]       # keeps its colour, the rest is grey
label: [greater_occipital_nerve_r, eop]    # named in the picture, 8 at most
camera: posterior, whole                   # a view, and how far: far, whole, close, closer
```

> Notes: What a quotation says that begins with this word only the lecturer sees.

## Under the muscles {#hook}

The nerve leaves the spine between the first two vertebrae and turns back upwards under one muscle. Skin, fascia,
trapezius and splenius are peeled off here, so that the place can be seen.

```scene
peel: 4                                    # layers taken off, 0 to 7
fade: {semispinalis_capitis_r: 0.25}       # seen through
highlight: [greater_occipital_nerve_r, obliquus_capitis_inferior_r]
label: [greater_occipital_nerve_r, obliquus_capitis_inferior_r]
camera: posterolateral right, close
focus: [obliquus_capitis_inferior_r]       # what the camera frames
```

```quiz
id: muscle                                 # once in a lesson: answers are kept under it
kind: choice                               # choice, choices, name, order, match, locate, place, needle, read_image
ask: Which muscle does the greater occipital nerve hook round?
options:                                   # exactly one is right; they are shuffled
  - {text: Rectus capitis posterior major, explain: It lies medial to the hook.}
  - {text: Obliquus capitis inferior, right: true}
  - {text: Semispinalis capitis, explain: 'The nerve pierces it, but only farther up.'}   # with a comma: in quotes
hint: It runs from the axis to the atlas.
explain: The nerve comes out below this muscle, turns round its lower border and goes up behind it.
```

## Find it yourself {#find}

Turn the head and click. In a question of this kind the picture itself is the answer.

```scene
show: [bones, suboccipital_muscles, greater_occipital_nerve_r]
camera: posterolateral right, whole
focus: [obliquus_capitis_inferior_r]
```

```quiz
id: where
kind: locate                               # the learner clicks in the picture
ask: Click the muscle that the nerve hooks round.
answer: [obliquus_capitis_inferior_r]
explain: It is the lower border of the suboccipital triangle.
```
"""

CHINESE = """\
---
# 以下是课程的基本信息，显示在首页的课程卡片上。块内以“#”开头的是注释，不会显示。
code: MY1                       # 简短的编号
title: TITLE
summary: 用三幅画面说明枕大神经的走行。
level: student                  # student 学生、resident 住院医师、lecturer 教师
minutes: 5
topic: nerve                    # 掌握程度按主题统计；用 anatomy-viewer schema front 可列出全部主题
objectives:                     # 学完能做到什么，一行一条
  - 在后枕部找到枕大神经。
  - 说出它所绕过的肌肉。
---

## 后枕部 {#behind}

每一步都以上面这样的标题开头：两个井号、标题，再在花括号里写一个本课内不重复的代号。
其后是 Markdown 正文，可以写*强调*、**加重**、列表和链接。

链接写明它指向什么：[枕大神经](structure:greater_occipital_nerve)、[一个点](point:cp1)、
另一堂[课](lesson:l04_journey)，或者数字的出处（[Kim 2018](source:KIM18)）。
用 `anatomy-viewer atlas` 可列出结构的代号，
用 `anatomy-viewer points` 可列出点的代号。

```scene
# 画面里有什么。“复制此视图供课程使用”（Ctrl+Alt+C）可把眼前的画面变成这样一块文字。
show: [bones, greater_occipital_nerve]     # 不写则显示全部
highlight: [greater_occipital_nerve]       # 保留颜色，其余变灰
label: [greater_occipital_nerve_r, eop]    # 画面中标出名称，最多 8 个
camera: posterior, whole                   # 视角和远近：far、whole、close、closer
```

> 备注：以此开头的引文只有讲课的人看得到。

## 肌肉深面 {#hook}

神经从第一、第二颈椎之间离开脊柱，在一块肌肉的下方折返向上。这里剥去了皮肤、筋膜、斜方肌和夹肌，折返处便露了出来。

```scene
peel: 4                                    # 剥去几层，0 到 7
fade: {semispinalis_capitis_r: 0.25}       # 变透明
highlight: [greater_occipital_nerve_r, obliquus_capitis_inferior_r]
label: [greater_occipital_nerve_r, obliquus_capitis_inferior_r]
camera: posterolateral right, close
focus: [obliquus_capitis_inferior_r]       # 镜头对准什么
```

```quiz
id: muscle                                 # 本课内不重复：作答记录以它为名
kind: choice      # 题型：choice、choices、name、order、match、locate、place、needle、read_image
ask: 枕大神经绕过的是哪块肌肉？
options:                                   # 只有一个正确；显示时会打乱顺序
  - {text: 头后大直肌, explain: 它在折返处的内侧。}
  - {text: 头下斜肌, right: true}
  - {text: 头半棘肌, explain: 神经要到更高处才穿过它。}
hint: 它从枢椎连到寰椎。
explain: 神经从这块肌肉下方穿出，绕过其下缘，再从其后方上行。
```

## 自己找一找 {#find}

转动头部，然后点击。这种题直接在画面里作答。

```scene
show: [bones, suboccipital_muscles, greater_occipital_nerve_r]
camera: posterolateral right, whole
focus: [obliquus_capitis_inferior_r]
```

```quiz
id: where
kind: locate                               # 学员在画面里点击作答
ask: 点击神经所绕过的肌肉。
answer: [obliquus_capitis_inferior_r]
explain: 它构成枕下三角的下界。
```
"""

TRANSLATION = """\
---
# 译文只有文字：步骤按花括号里的代号对应，题目按 id 对应；画面、答案和数字都取自原课。
title: TITLE
summary: 用三幅画面说明枕大神经的走行。
objectives:                     # 与原课条数相同、顺序相同
  - 在后枕部找到枕大神经。
  - 说出它所绕过的肌肉。
---

## 后枕部 {#behind}

正文可以用自己的话写，不必逐句对应。
[枕大神经](structure:greater_occipital_nerve)的数字出处照样要写（[Kim 2018](source:KIM18)）。

> 备注：以此开头的引文只有讲课的人看得到。

## 肌肉深面 {#hook}

神经从第一、第二颈椎之间离开脊柱，在一块肌肉的下方折返向上。

```quiz
id: muscle
ask: 枕大神经绕过的是哪块肌肉？
options:                        # 与原课顺序相同；不写哪个正确
  - {text: 头后大直肌, explain: 它在折返处的内侧。}
  - 头下斜肌
  - {text: 头半棘肌, explain: 神经要到更高处才穿过它。}
hint: 它从枢椎连到寰椎。
explain: 神经从这块肌肉下方穿出，绕过其下缘，再从其后方上行。
```

## 自己找一找 {#find}

转动头部，然后点击。

```quiz
id: where
ask: 点击神经所绕过的肌肉。
explain: 它构成枕下三角的下界。
```
"""

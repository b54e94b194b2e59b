"""A lesson's running text in a text browser: links carry the tissue's swatch and underline, and tell of hovering."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QImage,
    QPainter,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextListFormat,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Body, Figure, Heading, Link, Listing, Paragraph, Quotation, Span
from anatomy_viewer.ui.fonts import role
from anatomy_viewer.ui.look import Look

SWATCH = 8


class LessonText(QTextBrowser):
    """As tall as its text; `hovered(Link|None)` and `chosen(Link)` for links."""

    hovered = Signal(object)
    chosen = Signal(object)

    def __init__(
        self, look: Look, atlas: Atlas, type_role: str = "reading", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._atlas, self._role = look, atlas, type_role
        self._links: list[Link] = []
        self._body: Body = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(lambda url: self.chosen.emit(self._link(url)))
        self.highlighted.connect(lambda url: self.hovered.emit(self._link(url)))
        look.changed.connect(self._restyle)  # a method: a lambda would outlive the widget

    def _restyle(self) -> None:
        self.set_body(self._body)

    def set_body(self, body: Body) -> None:
        """Show these blocks; questions, figures of points and the like are the caller's."""
        self._body = body
        self._links = []
        self.clear()
        self.document().setDefaultFont(self._look.font(self._role))
        cursor = QTextCursor(self.document())
        first = True
        for block in body:
            first = self._write_block(cursor, block, first)
        self._fit()

    def _write_block(self, cursor: QTextCursor, block: object, first: bool) -> bool:
        if isinstance(block, Paragraph | Heading):
            self._new_block(cursor, first)
            for span in block.spans:
                self._write_span(cursor, span, heading=isinstance(block, Heading))
        elif isinstance(block, Listing):
            self._write_list(cursor, block, first)
        elif isinstance(block, Quotation):
            for inner in block.blocks:
                first = self._write_block(cursor, inner, first)
        elif isinstance(block, Figure):
            self._new_block(cursor, first)
            self._write_figure(cursor, block)
        else:
            return first
        return False

    def _block_format(self, first: bool) -> QTextBlockFormat:
        style = role(self._role, self._look.language)
        shape = QTextBlockFormat()
        shape.setLineHeight(
            style.line * self._look.scale, QTextBlockFormat.LineHeightTypes.MinimumHeight.value
        )
        shape.setTopMargin(0 if first else 8)
        return shape

    def _new_block(self, cursor: QTextCursor, first: bool) -> None:
        if first:
            cursor.setBlockFormat(self._block_format(first))
        else:
            cursor.insertBlock(self._block_format(first), QTextCharFormat())
        listing = cursor.block().textList()
        if listing is not None:
            listing.remove(cursor.block())

    def _write_list(self, cursor: QTextCursor, block: Listing, first: bool) -> None:
        style = QTextListFormat()
        decimal, disc = QTextListFormat.Style.ListDecimal, QTextListFormat.Style.ListDisc
        style.setStyle(decimal if block.ordered else disc)
        style.setStart(block.start)
        style.setIndent(1)
        self.document().setIndentWidth(18 * self._look.scale)
        made = None
        for item in block.items:
            self._new_block(cursor, first)
            first = False
            if made is None:
                made = cursor.createList(style)
            else:
                made.add(cursor.block())
            for part in item:
                if isinstance(part, Paragraph):
                    for span in part.spans:
                        self._write_span(cursor, span)

    def _write_span(self, cursor: QTextCursor, span: Span, heading: bool = False) -> None:
        shape = QTextCharFormat()
        shape.setFont(
            self._look.font(self._role, weight=600 if span.strong or heading else None, italic=span.emphasis)
        )
        shape.setForeground(self._look.color("text"))
        if span.link:
            self._shape_link(cursor, shape, span.link)
        cursor.insertText(span.text.replace("\n", "\u2028"), shape)

    def _shape_link(self, cursor: QTextCursor, shape: QTextCharFormat, link: Link) -> None:
        """Structures and points carry their tissue's colour; every other link the accent."""
        tissue = self._tissue(link)
        colour = self._look.swatch(tissue) if tissue else self._look.color("accent")
        shape.setAnchor(True)
        shape.setAnchorHref(f"link:{len(self._links)}")
        shape.setFontUnderline(True)
        shape.setUnderlineColor(colour)
        self._links.append(link)
        if tissue:
            shape.setFontWeight(QFont.Weight.Medium)
            self._write_swatch(cursor, tissue)
        else:
            shape.setForeground(colour)

    def _tissue(self, link: Link) -> str:
        if link.kind == "point" and link.target in self._atlas.points:
            return self._atlas.points[link.target].kind
        if link.kind != "structure":
            return ""
        marks = self._atlas.resolve_marks([link.target])
        return self._atlas.structures[self._atlas.owner(marks[0])].tissue if marks else ""

    def _write_swatch(self, cursor: QTextCursor, tissue: str) -> None:
        name = f"swatch:{tissue}:{self._look.theme_name}"
        self.document().addResource(
            QTextDocument.ResourceType.ImageResource, QUrl(name), self._swatch(tissue)
        )
        image = QTextImageFormat()
        image.setName(name)
        image.setWidth(SWATCH + 4)
        image.setHeight(SWATCH)
        image.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        cursor.insertImage(image)

    def _swatch(self, tissue: str) -> QImage:
        ratio = self.devicePixelRatioF()
        image = QImage(QSize(SWATCH + 4, SWATCH) * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.swatch(tissue))
            painter.drawRoundedRect(0, 0, SWATCH, SWATCH, 2, 2)
        return image

    def _write_figure(self, cursor: QTextCursor, figure: Figure) -> None:
        picture = QImage(str(figure.path))
        if picture.isNull():
            cursor.insertText(figure.alt)
            return
        self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(str(figure.path)), picture)
        image = QTextImageFormat()
        image.setName(str(figure.path))
        image.setWidth(min(picture.width(), max(self.viewport().width(), 200)))
        cursor.insertImage(image)

    def _link(self, url: QUrl) -> Link | None:
        index = url.path()
        return self._links[int(index)] if url.scheme() == "link" and index.isdecimal() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the text needs at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(self.document().size().height()) + 2)

    def sizeHint(self) -> QSize:
        """Width is the column's; height is the text's."""
        return QSize(280, self.height())

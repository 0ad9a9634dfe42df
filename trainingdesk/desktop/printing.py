"""Printing a paper's pages as images, at the printer's resolution."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget


def print_pdf(pdf: bytes, parent: QWidget) -> bool:
    """Ask for a printer and print every page of a PDF; return whether it was printed."""
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    try:
        return print_document(document, parent)
    finally:
        # The document reads from the buffer until it lets go of it.
        document.close()


def print_document(document: QPdfDocument, parent: QWidget) -> bool:
    """Ask for a printer and print every page; return whether it was printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Imprimer")
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    paint_pages(document, printer)
    return True


def paint_pages(document: QPdfDocument, printer: QPrinter) -> None:
    """Paint each page over white, as large as the sheet of paper allows."""
    painter = QPainter(printer)
    for number in range(document.pageCount()):
        if number:
            printer.newPage()
        room = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
        size = document.pagePointSize(number)
        size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        pixels = QSize(round(size.width()), round(size.height()))
        page = document.render(number, pixels)
        sheet = QImage(pixels, QImage.Format.Format_RGB32)
        sheet.fill(Qt.GlobalColor.white)
        ink = QPainter(sheet)
        ink.drawImage(0, 0, page)
        ink.end()
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), sheet)
    painter.end()

"""An invented PDF with files attached."""

from io import BytesIO

import pikepdf


def pdf_with(*files: tuple[str, bytes], **saved) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name, content in files:
            pdf.attachments[name] = content
        output = BytesIO()
        pdf.save(output, **saved)
        return output.getvalue()

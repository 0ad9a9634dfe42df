"""Pictures on their way to the paper: RGB, without transparency, as fine as print shows."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

# Finer than this no printer shows it, and every paper would carry it.
PIXELS_PER_POINT = 300 / 72
_ORIENTATION = 0x0112


@lru_cache(maxsize=32)
def readable(data: bytes, width: float, height: float) -> ImageReader:
    """Return a PNG or JPEG for a frame of so many points, in the colours PDF/A asks for here.

    Raises:
        OSError: the bytes are no picture.
    """
    limit = round(width * PIXELS_PER_POINT), round(height * PIXELS_PER_POINT)
    with Image.open(BytesIO(data)) as picture:
        fits = picture.width <= limit[0] and picture.height <= limit[1]
        upright = picture.getexif().get(_ORIENTATION, 1) == 1
        if picture.format == "JPEG" and picture.mode == "RGB" and fits and upright:
            # As it came: a photograph is not compressed twice.
            return ImageReader(BytesIO(data))
        flat = _on_white(ImageOps.exif_transpose(picture))
        flat.thumbnail(limit)
        if picture.format != "JPEG":
            return ImageReader(flat)
    output = BytesIO()
    flat.save(output, "JPEG", quality=90)
    output.seek(0)
    return ImageReader(output)


def fitted(data: bytes, width: float, height: float) -> tuple[float, float]:
    """Return the size at which a picture fills a frame without being distorted."""
    across, down = readable(data, width, height).getSize()
    scale = min(width / across, height / down)
    return across * scale, down * scale


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen_through = picture.convert("RGBA")
    flat = Image.new("RGB", seen_through.size, "white")
    flat.paste(seen_through, mask=seen_through.getchannel("A"))
    return flat

"""Calm landscapes from a few brush strokes: skies, ridges, water, windows.

Coordinates are fractions of width and height; drawn at twice the size and scaled down, so
edges come out smooth. Nothing is random: the same strokes give the same bytes.
"""

import math
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1200, 675
_SCALE = 2
_HORIZON = 0.62

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]


class Canvas:
    """A picture in the making."""

    def __init__(self, top: Colour, bottom: Colour) -> None:
        """Start with a sky that shades from `top` to `bottom` at the horizon."""
        size = (WIDTH * _SCALE, HEIGHT * _SCALE)
        self._image = Image.new("RGB", size, bottom)
        self._image.paste(_gradient((size[0], round(size[1] * _HORIZON)), top, bottom))
        self._draw = ImageDraw.Draw(self._image)

    def sun(self, x: float, y: float, radius: float, colour: Colour, glow: float = 4.0) -> None:
        """Draw a disc with a soft halo; `radius` is a fraction of the width."""
        for reach, strength in ((radius * glow, 0.25), (radius * glow * 0.5, 0.3)):
            self._veil(x, y, reach, colour, strength)
        self.disc(x, y, radius, colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        px, py, r = x * self._width, y * self._height, radius * self._width
        self._draw.ellipse((px - r, py - r, px + r, py + r), fill=colour)

    def ridge(self, level: float, height: float, colour: Colour, phase: float = 0.0) -> None:
        """Draw hills whose tops wander `height` around `level`, filled to the lower edge."""
        steps = 240
        top = [
            (
                self._width * step / steps,
                self._height * (level - height * _roll(step / steps, phase)),
            )
            for step in range(steps + 1)
        ]
        self._draw.polygon([(0, self._height), *top, (self._width, self._height)], fill=colour)

    def water(self, level: float, near: Colour, far: Colour) -> None:
        """Cover everything under `level` with water, a little rippled, mirroring what is above."""
        edge = round(self._height * level)
        depth = self._height - edge
        mirrored = self._image.crop((0, max(0, edge - depth), self._width, edge))
        mirror = mirrored.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((self._width, depth))
        mirror = mirror.filter(ImageFilter.GaussianBlur(10 * _SCALE))
        tint = _gradient((self._width, depth), far, near)
        self._image.paste(Image.blend(mirror, tint, 0.55), (0, edge))
        for line in range(1, 9):
            y = level + (1 - level) * (line / 9) ** 1.6
            start = 0.5 + 0.42 * math.sin(line * 2.4)
            length = 0.05 + 0.025 * line
            self.stroke((start - length, y), (start + length, y), far, 0.0016)

    def stroke(
        self, start: tuple[float, float], end: tuple[float, float], colour: Colour, width: float
    ) -> None:
        """Draw a straight line; `width` is a fraction of the picture's width."""
        ends = [(x * self._width, y * self._height) for x, y in (start, end)]
        self._draw.line(ends, fill=colour, width=max(1, round(width * self._width)))

    def shape(self, corners: list[tuple[float, float]], colour: Colour) -> None:
        self._draw.polygon([(x * self._width, y * self._height) for x, y in corners], fill=colour)

    def block(self, box: Box, colour: Colour, rounding: float = 0.0) -> None:
        """Draw a rectangle given as left, top, right, bottom."""
        self._draw.rounded_rectangle(self._pixels(box), radius=rounding * self._width, fill=colour)

    def windows(self, box: Box, rows: int, columns: int, lit: Colour, dark: Colour) -> None:
        """Fill a box with windows, most of them lit."""
        left, top, right, bottom = box
        wide, high = (right - left) / columns, (bottom - top) / rows
        for row in range(rows):
            for column in range(columns):
                x, y = left + column * wide, top + row * high
                colour = dark if (row * 7 + column * 5) % 6 == 0 else lit
                self.block(
                    (x + wide * 0.2, y + high * 0.2, x + wide * 0.8, y + high * 0.75), colour
                )

    def jpeg(self) -> bytes:
        """Return the picture as a JPEG of 1200 x 675 pixels."""
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        out = BytesIO()
        small.save(out, "JPEG", quality=88, optimize=True, progressive=True)
        return out.getvalue()

    def _veil(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        # Image.radial_gradient is 256 px wide, black in the middle.
        size = round(radius * self._width * 2)
        halo = Image.radial_gradient("L").resize((size, size))
        mask = halo.point(lambda value: max(0, round((180 - value) * strength)))
        at = (round(x * self._width - size / 2), round(y * self._height - size / 2))
        self._image.paste(colour, at, mask)

    def _pixels(self, box: Box) -> Box:
        left, top, right, bottom = box
        return (
            left * self._width,
            top * self._height,
            right * self._width,
            bottom * self._height,
        )

    @property
    def _width(self) -> int:
        return self._image.width

    @property
    def _height(self) -> int:
        return self._image.height


def _gradient(size: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    mask = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)


def _roll(x: float, phase: float) -> float:
    """Return a smooth wandering value between -1 and 1."""
    waves = ((2.1, 0.55), (4.7, 0.27), (9.3, 0.12), (19.1, 0.06))
    return sum(weight * math.sin(x * speed + phase * speed) for speed, weight in waves)

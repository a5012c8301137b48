"""Painted towns: a harbour by day, a hospital at dusk."""

from service.demo.canvas import Canvas, Colour

_WHITE: Colour = (250, 248, 243)
_LAMP: Colour = (255, 224, 150)


def harbour() -> Canvas:
    canvas = Canvas((120, 171, 205), (246, 226, 205))
    canvas.sun(0.74, 0.34, 0.022, (255, 246, 222))
    canvas.ridge(0.45, 0.10, (148, 172, 189), 2.2)
    canvas.ridge(0.53, 0.07, (104, 137, 148), 4.4)
    canvas.ridge(0.59, 0.035, (66, 98, 94), 0.9)
    colours: tuple[Colour, ...] = ((166, 62, 52), (212, 158, 66), (176, 74, 58), (232, 222, 200))
    for number in range(9):
        left = 0.04 + number * 0.074 + (number % 3) * 0.004
        top = 0.575 - (number % 2) * 0.02
        wall = colours[number % len(colours)]
        canvas.block((left, top, left + 0.058, 0.665), wall)
        canvas.shape(
            [(left - 0.006, top), (left + 0.029, top - 0.055), (left + 0.064, top)], (58, 54, 58)
        )
        canvas.windows((left + 0.006, top + 0.012, left + 0.052, 0.645), 1, 3, _WHITE, _LAMP)
    canvas.block((0.0, 0.660, 0.72, 0.672), (92, 84, 78))
    canvas.water(0.672, (44, 84, 104), (150, 184, 196))
    for x, size in ((0.80, 0.05), (0.91, 0.03)):
        canvas.shape(
            [(x - size, 0.70), (x + size, 0.70), (x + size * 0.7, 0.73), (x - size * 0.75, 0.73)],
            (246, 243, 236),
        )
        canvas.stroke((x, 0.70), (x, 0.70 - size * 4), (90, 74, 62), 0.002)
        canvas.shape([(x + 0.003, 0.69 - size * 3.6), (x + size, 0.68), (x + 0.003, 0.68)], _WHITE)
    return canvas


def hospital() -> Canvas:
    canvas = Canvas((54, 78, 120), (240, 190, 166))
    canvas.disc(0.83, 0.18, 0.016, (250, 240, 222))
    canvas.ridge(0.50, 0.13, (96, 116, 152), 5.2)
    canvas.ridge(0.60, 0.08, (72, 92, 124), 1.7)
    canvas.ridge(0.74, 0.03, (48, 72, 84), 3.6)
    wall: Colour = (226, 226, 228)
    canvas.block((0.22, 0.50, 0.54, 0.80), wall)
    canvas.windows((0.23, 0.515, 0.53, 0.79), 5, 12, _LAMP, (120, 138, 158))
    canvas.block((0.54, 0.40, 0.66, 0.80), (206, 208, 214))
    canvas.windows((0.55, 0.42, 0.65, 0.79), 7, 4, _LAMP, (112, 130, 152))
    canvas.block((0.66, 0.60, 0.84, 0.80), (238, 236, 232))
    canvas.windows((0.67, 0.62, 0.83, 0.79), 3, 7, _LAMP, (128, 144, 162))
    canvas.block((0.585, 0.325, 0.589, 0.40), (180, 184, 192))
    canvas.block((0.42, 0.74, 0.52, 0.80), (66, 92, 118))
    canvas.block((0.40, 0.725, 0.54, 0.742), (178, 62, 58))
    canvas.ridge(0.83, 0.012, (58, 86, 74), 2.0)
    for number, x in enumerate((0.08, 0.14, 0.19, 0.88, 0.94)):
        _spruce(canvas, x, 0.86, 0.16 + number % 3 * 0.03)
    return canvas


def _spruce(canvas: Canvas, x: float, foot: float, height: float) -> None:
    dark: Colour = (34, 58, 56)
    canvas.block((x - 0.003, foot - 0.03, x + 0.003, foot), (62, 50, 44))
    for tier in range(4):
        top = foot - height + tier * height * 0.2
        wide = 0.012 + tier * 0.006
        canvas.shape(
            [(x - wide, top + height * 0.36), (x, top), (x + wide, top + height * 0.36)], dark
        )

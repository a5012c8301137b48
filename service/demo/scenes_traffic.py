"""Painted public transport: a bus by the sea, a tram among lindens."""

from service.demo.canvas import Canvas, Colour

_WHITE: Colour = (250, 248, 243)
_LAMP: Colour = (255, 224, 150)
_GLASS: Colour = (52, 72, 88)


def bus() -> Canvas:
    canvas = Canvas((88, 142, 178), (252, 221, 176))
    canvas.sun(0.24, 0.42, 0.03, (255, 240, 206), 6)
    canvas.ridge(0.52, 0.05, (139, 160, 172), 1.3)
    canvas.water(0.56, (62, 108, 128), (190, 198, 196))
    canvas.ridge(0.60, -0.025, (72, 100, 88), 3.1)
    canvas.ridge(0.80, 0.02, (84, 112, 78), 0.4)
    canvas.block((0.0, 0.84, 1.0, 0.93), (74, 78, 84))
    for mark in range(9):
        canvas.block((mark * 0.12 + 0.02, 0.882, mark * 0.12 + 0.08, 0.888), (222, 218, 206))
    canvas.block((0.0, 0.93, 1.0, 1.0), (94, 122, 78))
    _bus_body(canvas)
    return canvas


def _bus_body(canvas: Canvas) -> None:
    green: Colour = (38, 122, 92)
    canvas.block((0.39, 0.565, 0.87, 0.85), green, 0.014)
    canvas.block((0.42, 0.545, 0.64, 0.58), (30, 98, 76), 0.006)
    canvas.block((0.40, 0.60, 0.86, 0.715), _GLASS, 0.008)
    for pillar in range(1, 7):
        x = 0.40 + pillar * 0.066
        canvas.block((x, 0.60, x + 0.005, 0.715), green)
    canvas.block((0.40, 0.755, 0.855, 0.768), (214, 234, 214))
    canvas.block((0.726, 0.61, 0.772, 0.835), (56, 82, 94), 0.004)
    canvas.block((0.7475, 0.61, 0.7505, 0.835), green)
    canvas.block((0.855, 0.79, 0.87, 0.812), _LAMP, 0.003)
    for x in (0.475, 0.81):
        canvas.disc(x, 0.85, 0.027, (34, 36, 40))
        canvas.disc(x, 0.85, 0.013, (172, 176, 178))


def tram() -> Canvas:
    canvas = Canvas((158, 200, 214), (240, 242, 226))
    canvas.ridge(0.56, 0.04, (186, 205, 196), 2.8)
    for number in range(7):
        _linden(canvas, 0.02 + number * 0.165, 0.66, 0.062 + number % 2 * 0.012)
    canvas.ridge(0.74, 0.004, (122, 160, 92), 1.0)
    canvas.block((0.0, 0.865, 1.0, 0.872), (112, 116, 114))
    canvas.block((0.0, 0.93, 1.0, 0.938), (112, 116, 114))
    canvas.stroke((0.0, 0.40), (1.0, 0.38), (112, 122, 126), 0.0014)
    canvas.stroke((0.50, 0.525), (0.53, 0.391), (70, 80, 86), 0.002)
    for car in range(3):
        _tram_car(canvas, 0.13 + car * 0.255, first=car == 0, last=car == 2)  # noqa: PLR2004
    return canvas


def _tram_car(canvas: Canvas, left: float, *, first: bool, last: bool) -> None:
    blue: Colour = (28, 86, 140)
    right = left + 0.245
    canvas.block((left - 0.008, 0.57, left, 0.84), (70, 74, 80))
    canvas.block((left, 0.53, right, 0.855), _WHITE, 0.012)
    canvas.block((left, 0.775, right, 0.842), blue, 0.004)
    canvas.block((left + 0.012, 0.575, right - 0.012, 0.71), _GLASS, 0.006)
    canvas.block((left + 0.10, 0.575, left + 0.145, 0.835), (78, 104, 122), 0.003)
    canvas.block((left + 0.121, 0.575, left + 0.124, 0.835), _WHITE)
    if first:
        canvas.shape(
            [(left, 0.53), (left - 0.035, 0.70), (left - 0.04, 0.855), (left, 0.855)], _WHITE
        )
        canvas.shape([(left, 0.575), (left - 0.022, 0.69), (left, 0.70)], _GLASS)
    if last:
        canvas.shape(
            [(right, 0.53), (right + 0.035, 0.70), (right + 0.04, 0.855), (right, 0.855)], _WHITE
        )
        canvas.shape([(right, 0.575), (right + 0.022, 0.69), (right, 0.70)], _GLASS)


def _linden(canvas: Canvas, x: float, foot: float, size: float) -> None:
    canvas.block((x - 0.006, foot - 0.16, x + 0.006, foot + 0.09), (104, 88, 72))
    greens: tuple[Colour, ...] = ((104, 146, 92), (122, 162, 100), (140, 176, 112))
    for number, (dx, dy) in enumerate(((-0.5, 0.1), (0.5, 0.15), (0.0, -0.5))):
        canvas.disc(x + dx * size, foot - 0.26 + dy * size * 1.6, size * 0.8, greens[number])

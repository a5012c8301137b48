"""Painted fields: solar panels in summer, a wetland in the morning."""

from service.demo.canvas import Canvas, Colour


def solar() -> Canvas:
    canvas = Canvas((92, 158, 208), (226, 238, 236))
    canvas.sun(0.80, 0.20, 0.026, (255, 250, 230), 5)
    canvas.ridge(0.50, 0.05, (148, 178, 164), 0.6)
    canvas.ridge(0.55, 0.03, (116, 156, 122), 3.3)
    canvas.ridge(0.60, 0.015, (134, 172, 104), 1.9)
    for row in range(5):
        depth = row / 4
        y = 0.63 + depth * 0.31
        wide = 0.055 + depth * 0.075
        high = 0.045 + depth * 0.075
        for column in range(-1, round(1 / wide) + 1):
            x = column * wide * 1.12 - depth * 0.04
            _panel(canvas, x, y, wide, high)
    return canvas


def _panel(canvas: Canvas, x: float, y: float, wide: float, high: float) -> None:
    lean = wide * 0.16
    canvas.stroke((x + wide / 2, y), (x + wide / 2, y + high * 0.42), (150, 154, 152), 0.003)
    corners = [(x + lean, y - high * 0.6), (x + wide + lean, y - high * 0.6)]
    canvas.shape([*corners, (x + wide, y), (x, y)], (36, 62, 104))
    for part in (0.25, 0.5, 0.75):
        canvas.stroke(
            (x + wide * part, y), (x + wide * part + lean, y - high * 0.6), (112, 146, 184), 0.0012
        )
    canvas.stroke(
        (x + lean / 2, y - high * 0.3),
        (x + wide + lean / 2, y - high * 0.3),
        (112, 146, 184),
        0.0012,
    )


def wetland() -> Canvas:
    canvas = Canvas((150, 176, 190), (250, 232, 214))
    canvas.sun(0.36, 0.44, 0.026, (255, 242, 220), 7)
    canvas.ridge(0.50, 0.04, (186, 198, 200), 4.1)
    canvas.ridge(0.55, 0.025, (150, 170, 170), 1.1)
    canvas.ridge(0.585, 0.012, (112, 138, 132), 2.7)
    canvas.water(0.60, (96, 128, 138), (226, 222, 212))
    for number, (x, y) in enumerate(((0.60, 0.24), (0.66, 0.20), (0.72, 0.23), (0.78, 0.18))):
        _crane(canvas, x, y, 0.016 + number % 2 * 0.003)
    for number in range(64):
        _reed(canvas, number)
    return canvas


def _crane(canvas: Canvas, x: float, y: float, wing: float) -> None:
    grey: Colour = (72, 84, 92)
    canvas.stroke((x - wing, y - 0.012), (x, y), grey, 0.0026)
    canvas.stroke((x, y), (x + wing, y - 0.016), grey, 0.0026)
    canvas.stroke((x, y), (x - 0.014, y + 0.008), grey, 0.002)


def _reed(canvas: Canvas, number: int) -> None:
    x = 0.01 + (number * 0.618) % 1 * 0.34 + (0.62 if number % 2 else 0)
    height = 0.12 + (number * 0.37) % 1 * 0.14
    tip = x + 0.01 * ((number % 5) - 2)
    canvas.stroke((x, 1.0), (tip, 1.0 - height), (104, 112, 72), 0.0022)
    if number % 3 == 0:
        canvas.stroke((tip, 1.0 - height), (tip, 1.0 - height + 0.035), (110, 78, 54), 0.005)
